package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.redis.Redis;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.FailoverPolicy;
import java.time.Clock;
import java.time.Duration;

/** Lets a healthy primary hand over. */
public final class Switchover {
  /** Longest pause of writes; it usually takes some milliseconds. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** kube-proxy takes over changes of endpoints at most once a second (minSyncPeriod). */
  private static final Duration PROXIES = Duration.ofMillis(1100);

  private final Redis redis;
  private final Observer observer;
  private final Guard guard;
  private final RoleLabels labels;
  private final RoleDirectives directives;
  private final Promotion promotion;
  private final Changes changes;
  private final Steps steps;
  private final Clock clock;

  public Switchover(
      Redis redis,
      Observer observer,
      Guard guard,
      RoleLabels labels,
      Promotion promotion,
      Changes changes,
      Steps steps,
      Clock clock) {
    this.redis = redis;
    this.observer = observer;
    this.guard = guard;
    this.labels = labels;
    this.directives = new RoleDirectives(redis);
    this.promotion = promotion;
    this.changes = changes;
    this.steps = steps;
    this.clock = clock;
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
    awaitProxies();
    try {
      redis.handOver(from, to, LIMIT);
    } catch (RedisFailure e) {
      labels.withdraw(seen, seen.pods());
      observer.handOverFailed(rr);
      changes.handOverFailed(rr, s, e.getMessage());
      throw new RedisFailure(s.from().pod() + " did not hand over: " + e.getMessage(), e);
    }
    steps.done("handed-over");
    redis.mark(to, FailoverPolicy.marker(s.record(), s.to()), fence(seen));
    steps.done("marked");
    changes.switchedOver(rr, s, decided, clock.instant());
    promotion.save(seen.topology(), s.to(), to);
    directives.tell(rr, to, true);
    directives.tell(rr, from, false);
  }

  private static void awaitProxies() {
    try {
      Thread.sleep(PROXIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisFailure("the operator ends", e);
    }
  }

  /** Only the former primary follows already; the fence is raised when the others do. */
  private static int fence(Seen seen) {
    return Math.min(1, seen.topology().wishes().minReplicas());
  }
}
