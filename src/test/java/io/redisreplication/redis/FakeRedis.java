package io.redisreplication.redis;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The port over servers in memory, without threads or a real clock. Replication advances when
 * somebody looks and with each {@link #tick}; time only with ticks.
 *
 * <pre>
 * var fake = new FakeRedis();
 * fake.member("redis-0").withData("6f9a", 3, 0);
 * fake.member("redis-1").empty();
 * fake.member("redis-0").crash();
 * </pre>
 */
public final class FakeRedis implements Redis {
  private final Map<String, FakeMember> members = new LinkedHashMap<>();
  private final Map<String, Address> connected = new HashMap<>();
  private final List<Consumer<Address>> listeners = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final List<String> acts = new ArrayList<>();
  private int replids;
  private String lastStep;
  int now;

  /**
   * The operator dies once, before it does this: the first words of one of {@link #acts}, or in a
   * hand-over that Redis has begun {@code "take over"}, {@code "close clients"}.
   */
  public void diesBefore(String step) {
    lastStep = step;
  }

  /** The server of that pod, started held and empty as by boot.sh when first named. */
  public FakeMember member(String pod) {
    return members.computeIfAbsent(pod, p -> new FakeMember(this, p));
  }

  /** An address of that pod in namespace {@code test}, resource {@code redis}. */
  public Address address(String pod) {
    var host = pod + ".redis-headless.test.svc";
    return new Address("test", "redis", pod, host, "10.0.0.1", 6379, Password.NONE);
  }

  /** A second goes by. */
  public void tick() {
    now++;
    members.values().forEach(m -> m.link.second());
    members.values().forEach(m -> m.failover.acknowledged());
    settle();
  }

  /** Directives that no server knows. */
  public void unknown(String... directives) {
    unknown.addAll(List.of(directives));
  }

  /** What was done so far, e.g. {@code "hold redis-0"}, {@code "promote redis-1 epoch 2"}. */
  public List<String> acts() {
    return acts;
  }

  @Override
  public Observation observe(Collection<Address> addresses) {
    settle();
    var reached = new LinkedHashMap<String, RedisState>();
    var silent = new LinkedHashMap<String, NoAnswer>();
    for (var address : addresses) {
      silence(address)
          .ifPresentOrElse(
              why -> silent.put(address.pod(), why),
              () -> reached.put(address.pod(), reach(address).state()));
    }
    return new Observation(reached, silent);
  }

  @Override
  public void hold(Address member) {
    act(member, "hold").follow(RedisState.HELD_HOST, RedisState.HELD_BY_OPERATOR_PORT);
  }

  @Override
  public boolean answers(Address member) {
    settle();
    return silence(member).isEmpty() && !reach(member).loading;
  }

  @Override
  public void handOver(Address primary, Address target, Duration limit) {
    var from = act(primary, "hand over", "to " + target.pod());
    from.failover.handOver(reach(target), limit, this::step);
  }

  @Override
  public void abortFailover(Address member) {
    act(member, "abort failover of").failover.abort();
  }

  @Override
  public void shutDown(Address member) {
    act(member, "shut down").crash();
  }

  @Override
  public void follow(Address member, String host, int port) {
    act(member, "follow", host).follow(host, port);
  }

  @Override
  public void promote(Address member, Marker marker, int minReplicas) {
    var fake = act(member, "promote", "epoch " + marker.epoch());
    fake.promote();
    fake.load(marker, minReplicas);
  }

  @Override
  public void mark(Address primary, Marker marker, int minReplicas) {
    act(primary, "mark", "epoch " + marker.epoch()).load(marker, minReplicas);
  }

  @Override
  public void save(Address primary) {
    act(primary, "save");
  }

  @Override
  public void unmark(Address primary, Collection<Marker> old) {
    var fake = act(primary, "unmark");
    old.forEach(fake::delete);
  }

  @Override
  public Map<String, String> configure(Address member, Map<String, String> directives) {
    var fake = act(member, "configure");
    var refused = new LinkedHashMap<String, String>();
    directives.forEach(
        (directive, value) -> {
          if (unknown.contains(directive)) {
            refused.put(directive, "ERR Unknown option or number of arguments for CONFIG SET");
          } else {
            fake.set(directive, value);
          }
        });
    return refused;
  }

  @Override
  public void killClients(Address member) {
    act(member, "kill clients of");
  }

  @Override
  public void killClientsOnce(Address member) {
    act(member, "kill clients once of");
  }

  @Override
  public void onConnectionLost(Consumer<Address> listener) {
    listeners.add(listener);
  }

  @Override
  public void forget(String namespace, String resource) {
    connected
        .values()
        .removeIf(a -> a.namespace().equals(namespace) && a.resource().equals(resource));
  }

  private FakeMember act(Address address, String what, String... more) {
    settle();
    step(what);
    var member = reach(address);
    acts.add(String.join(" ", what, address.pod(), String.join(" ", more)).strip());
    return member;
  }

  private FakeMember reach(Address address) {
    silence(address)
        .ifPresent(
            why -> {
              throw new RedisFailure(address.pod() + ": " + why.words(), null);
            });
    connected.put(address.pod(), address);
    return members.get(address.pod());
  }

  private Optional<NoAnswer> silence(Address address) {
    return member(address.pod()).process.silence();
  }

  private void step(String what) {
    if (what.equals(lastStep)) {
      lastStep = null;
      throw new OperatorDied(what);
    }
  }

  void lost(FakeMember member) {
    var address = connected.remove(member.pod);
    if (address != null) {
      listeners.forEach(listener -> listener.accept(address));
    }
  }

  String newReplid() {
    return "%040x".formatted(++replids);
  }

  /** The running server behind a host name; null when nobody answers there. */
  FakeMember behind(String host) {
    var member = members.get(host.split("\\.")[0]);
    return member != null && member.process.running ? member : null;
  }

  Collection<FakeMember> all() {
    return members.values();
  }

  /** As many rounds as the longest chain of followers can need. */
  void settle() {
    for (int round = 0; round <= members.size(); round++) {
      members.values().forEach(m -> m.link.replicate());
    }
  }
}
