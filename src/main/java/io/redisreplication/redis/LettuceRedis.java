package io.redisreplication.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.protocol.AsyncCommand;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Redis by Lettuce: one long-lived connection a pod, every call one write on it. */
public final class LettuceRedis implements Redis, AutoCloseable {
  private final Connections connections;
  private final Calls calls;
  private final Silences silences = new Silences();
  private final Stragglers stragglers;

  public LettuceRedis(AddressResolver resolver) {
    connections = new Connections(resolver);
    calls = new Calls(connections);
    stragglers = new Stragglers(calls);
  }

  @Override
  public Observation observe(Collection<Address> members) {
    var looks = new LinkedHashMap<String, CompletableFuture<RedisState>>();
    members.forEach(member -> looks.put(member.pod(), look(member)));
    var reached = new LinkedHashMap<String, RedisState>();
    var silent = new LinkedHashMap<String, NoAnswer>();
    looks.forEach(
        (pod, look) ->
            look.handle(
                    (state, failure) ->
                        failure == null
                            ? reached.put(pod, state)
                            : silent.put(pod, Reason.of(failure)))
                .join());
    return new Observation(reached, silent);
  }

  private CompletableFuture<RedisState> look(Address member) {
    var answer =
        connections
            .to(member)
            .thenCompose(link -> Look.at(link, member))
            .orTimeout(Calls.LIMIT_MILLIS, MILLISECONDS);
    return silences.hear(member, answer);
  }

  @Override
  public void hold(Address member) {
    follow(member, RedisState.HELD_HOST, RedisState.HELD_BY_OPERATOR_PORT);
  }

  @Override
  public void follow(Address member, String host, int port) {
    calls.send(member, Command.text("REPLICAOF", host, Integer.toString(port)));
  }

  /** Success is a connection that breaks without an answer. */
  @Override
  public void shutDown(Address member) {
    var shutdown = Command.text("SHUTDOWN", "NOW", "FORCE");
    try {
      calls.run(member, List.of(shutdown));
    } catch (RedisFailure e) {
      return;
    }
    throw Calls.failure(member, Command.refusal(shutdown));
  }

  @Override
  public void promote(Address member, Marker marker, int minReplicas) {
    load(member, marker, true, minReplicas);
  }

  @Override
  public void mark(Address primary, Marker marker, int minReplicas) {
    load(primary, marker, false, minReplicas);
  }

  private void load(Address member, Marker marker, boolean promote, int minReplicas) {
    var maxmemory = MarkerLoad.maxmemory();
    calls.send(member, maxmemory);
    var load =
        new MarkerLoad(marker, promote, minReplicas, Look.pairs(maxmemory.join()).get("maxmemory"));
    calls.run(member, load.burst());
    load.refusal()
        .ifPresent(
            words -> {
              throw Calls.failure(member, words);
            });
  }

  @Override
  public boolean answers(Address member) {
    try {
      // not PING, which is refused while the disk is full
      calls.send(member, Command.text("ECHO", "alive"));
      return true;
    } catch (RedisFailure e) {
      return false;
    }
  }

  @Override
  public void handOver(Address primary, Address target, Duration limit) {
    new HandOver(calls.within(limit), primary, target, limit).run();
    stragglers.expectAt(primary);
  }

  @Override
  public void abortFailover(Address member) {
    calls.run(member, HandOver.abort());
  }

  @Override
  public void save(Address primary) {
    calls.send(primary, Command.text("BGSAVE", "SCHEDULE"));
  }

  @Override
  public void unmark(Address primary, Collection<Marker> old) {
    var deletions = old.stream().map(m -> Command.text("FUNCTION", "DELETE", m.library())).toList();
    calls.run(primary, deletions);
    deletions.stream()
        .filter(d -> d.getError() != null && !d.getError().contains("not found"))
        .findFirst()
        .ifPresent(
            d -> {
              throw Calls.failure(primary, Command.refusal(d));
            });
  }

  @Override
  public Map<String, String> configure(Address member, Map<String, String> directives) {
    var sets = new LinkedHashMap<String, AsyncCommand<String, String, String>>();
    directives.forEach((directive, value) -> sets.put(directive, Command.set(directive, value)));
    calls.run(member, List.copyOf(sets.values()));
    sets.values().removeIf(set -> set.getError() == null);
    var refused = new LinkedHashMap<String, String>();
    sets.forEach((directive, set) -> refused.put(directive, set.getError()));
    return refused;
  }

  @Override
  public void killClients(Address member) {
    killClientsOnce(member);
    stragglers.expectAt(member);
  }

  @Override
  public void killClientsOnce(Address member) {
    calls.run(member, Command.killClients());
  }

  @Override
  public void onConnectionLost(Consumer<Address> listener) {
    connections.onLost(listener);
  }

  @Override
  public void forget(String namespace, String resource) {
    Predicate<Address> which =
        a -> a.namespace().equals(namespace) && a.resource().equals(resource);
    connections.forget(which);
    silences.forget(which);
  }

  @Override
  public void close() {
    stragglers.close();
    connections.close();
  }
}
