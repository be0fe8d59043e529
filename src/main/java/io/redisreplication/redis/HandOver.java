package io.redisreplication.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primary's role handed to a replica by Redis itself. FAILOVER without FORCE waits until the
 * target has acknowledged every write; a replica does so once a second, or at once when somebody
 * asks it with REPLCONF GETACK. So nothing is lost however late any of this is carried out.
 */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Calls calls;
  private final Address primary;
  private final Address target;
  private final Duration limit;

  HandOver(Calls calls, Address primary, Address target, Duration limit) {
    this.calls = calls;
    this.primary = primary;
    this.target = target;
    this.limit = limit;
  }

  void run() {
    prepare();
    try {
      begin();
      awaitMaster();
    } catch (RedisFailure e) {
      end(e);
    }
    try {
      calls.run(primary, releaseClients());
    } catch (RedisFailure e) {
      LOG.warn("{} hands over to {}, and then: {}", primary.pod(), target.pod(), e.getMessage());
    }
  }

  /** The former primary is the target's replica at once, the others come later. */
  private void prepare() {
    var role = Command.list("ROLE");
    calls.send(primary, role);
    if (!isMaster(role)) {
      throw Calls.failure(primary, "is no master");
    }
    var minReplicas = Command.list("CONFIG", "GET", InfoParser.MIN_REPLICAS);
    calls.send(target, minReplicas);
    var now = Look.pairs(minReplicas.join()).get(InfoParser.MIN_REPLICAS);
    if (Integer.parseInt(now) > 1) {
      calls.send(target, Command.set(InfoParser.MIN_REPLICAS, "1"));
    }
  }

  /** Clients are paused beyond the end of FAILOVER, so that they meet no replica. */
  private void begin() {
    var millis = Long.toString(limit.toMillis());
    var port = Integer.toString(target.port());
    calls.send(
        primary,
        Command.text("CLIENT", "PAUSE", millis, "WRITE"),
        Command.text("FAILOVER", "TO", target.host(), port, "TIMEOUT", millis));
  }

  private void awaitMaster() {
    var start = System.nanoTime();
    while (System.nanoTime() - start < limit.toNanos()) {
      var role = Command.acknowledging("ROLE");
      calls.send(target, role);
      if (isMaster(role)) {
        return;
      }
      if (!calls.connected(primary)) {
        throw Calls.failure(primary, "has gone");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw Calls.failure(target, "did not take over within " + limit.toMillis() + " ms");
  }

  private static boolean isMaster(AsyncCommand<String, String, List<Object>> role) {
    return role.join().getFirst().equals("master");
  }

  /** Returns when the target is master after all: the former primary has become its replica. */
  private void end(RedisFailure why) {
    var info = Command.text("INFO", "replication");
    calls.send(primary, info);
    RedisState state = InfoParser.parse(info.join(), List.of(), Map.of(), Optional.empty());
    if (state.handingOver()) {
      calls.run(primary, abort());
      throw why;
    }
    if (!(state.follows(target.host()) && state.linkUp())) {
      calls.send(primary, unpause());
      throw why;
    }
  }

  static List<AsyncCommand<String, String, ?>> abort() {
    return List.of(
        Command.text("CLIENT", "PAUSE", "1000", "WRITE"), Command.text("FAILOVER", "ABORT"));
  }

  /** Closed while still paused: a write that waited was not carried out, and is not refused. */
  private static List<AsyncCommand<String, String, ?>> releaseClients() {
    var release = new ArrayList<>(Command.killClients());
    release.add(unpause());
    return release;
  }

  private static AsyncCommand<String, String, String> unpause() {
    return Command.text("CLIENT", "UNPAUSE");
  }
}
