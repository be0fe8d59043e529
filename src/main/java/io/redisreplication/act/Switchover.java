package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Redis;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets a healthy primary hand over. */
public final class Switchover {
  /** Longest pause of writes; it usually takes some milliseconds. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** A kubelet is about to kill the primary, and then nobody may be there to refuse a question. */
  private static final Duration KILLED_LIMIT = Duration.ofMillis(300);

  /** kube-proxy takes over changes of endpoints at most once a second (minSyncPeriod). */
  public static final Duration PROXIES = Duration.ofMillis(1100);

  private static final Duration ROUND = Duration.ofMillis(50);

  private final Redis redis;
  private final Observer observer;
  private final Guard guard;
  private final RoleLabels labels;
  private final RoleDirectives directives;
  private final Promotion promotion;
  private final Changes changes;
  private final Steps steps;
  private final Clock clock;
  private final Duration proxies;

  /**
   * @param proxies for how long new connections are led to the new primary before it is one; 0 or
   *     more, {@link #PROXIES} on a cluster
   */
  public Switchover(
      Redis redis,
      Observer observer,
      Guard guard,
      RoleLabels labels,
      Promotion promotion,
      Changes changes,
      Steps steps,
      Clock clock,
      Duration proxies) {
    this.redis = redis;
    this.observer = observer;
    this.guard = guard;
    this.labels = labels;
    this.directives = new RoleDirectives(redis);
    this.promotion = promotion;
    this.changes = changes;
    this.steps = steps;
    this.clock = clock;
    this.proxies = proxies;
  }

  /**
   * New connections are led to the new primary before it is one, so that clients whose connection
   * to the former one is closed find it at once. Until then those write on.
   */
  void carryOut(RedisReplication rr, Seen seen, SwitchOver s) {
    var decided = clock.instant();
    var from = guard.address(seen, s.from());
    var to = guard.address(seen, s.to());
    guard.write(rr, seen, s.record());
    steps.done("recorded");
    labels.move(seen, s.to().pod());
    steps.done("routed");
    awaitProxies(seen, s.from(), from);
    guard.requireFresh(seen);
    try {
      redis.handOver(from, to, killed(seen, s.from()) ? KILLED_LIMIT : LIMIT);
    } catch (RedisFailure e) {
      labels.withdraw(seen, seen.pods());
      observer.handOverFailed(rr);
      changes.handOverFailed(rr, s, e.getMessage());
      return;
    }
    steps.done("handed-over");
    redis.mark(to, FailoverPolicy.marker(s.record(), s.to()), fence(seen));
    steps.done("marked");
    changes.switchedOver(rr, s, decided, clock.instant());
    promotion.save(seen.topology(), s.to(), to);
    directives.tell(rr, to, true);
    directives.tell(rr, from, false);
  }

  /** A primary that is killed, or has gone meanwhile, is not waited for. */
  private void awaitProxies(Seen seen, Member former, Address from) {
    var end = System.nanoTime() + proxies.toNanos();
    while (!killed(seen, former) && System.nanoTime() < end && redis.answers(from)) {
      LockSupport.parkNanos(ROUND.toNanos());
    }
  }

  /** Grace period 0 is no grace. */
  private static boolean killed(Seen seen, Member former) {
    return seen.pods().stream()
        .map(Pod::getMetadata)
        .filter(m -> m.getName().equals(former.pod()))
        .anyMatch(m -> Long.valueOf(0).equals(m.getDeletionGracePeriodSeconds()));
  }

  /** Only the former primary follows already; the fence is raised when the others do. */
  private static int fence(Seen seen) {
    return Math.min(1, seen.topology().wishes().minReplicas());
  }
}
