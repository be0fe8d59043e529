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
   * New connections go to the new primary just before it is one: they get READONLY for some
   * milliseconds instead of waiting for the proxies of all nodes afterwards.
   */
  void carryOut(RedisReplication rr, Seen seen, SwitchOver s) {
    var decided = clock.instant();
    var from = guard.address(seen, s.from());
    var to = guard.address(seen, s.to());
    guard.write(rr, seen, s.record());
    steps.done("recorded");
    labels.move(seen, s.to().pod());
    steps.done("routed");
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

  /** Only the former primary follows already; the fence is raised when the others do. */
  private static int fence(Seen seen) {
    return Math.min(1, seen.topology().wishes().minReplicas());
  }
}
