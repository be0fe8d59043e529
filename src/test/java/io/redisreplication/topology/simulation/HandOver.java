package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.FailoverPolicy;

/** A planned change of primary: Switchover with Redis.handOver, step by step. */
final class HandOver {
  /** Longest pause of writes. */
  private static final int LIMIT = 20;

  /** Until new connections are led to the target. */
  private static final int PROXIES = 11;

  private final Operator operator;
  private final Acts acts;
  private final World world;
  private final Seen seen;
  private final SwitchOver plan;
  private final Server from;
  private final Server to;
  private int deadline;

  HandOver(Operator operator, Acts acts, Seen seen, SwitchOver plan) {
    this.operator = operator;
    this.acts = acts;
    this.seen = seen;
    this.plan = plan;
    world = operator.world;
    from = acts.pod(plan.from()).server;
    to = acts.pod(plan.to()).server;
  }

  void begin() {
    acts.write(seen, plan.record());
    acts.move(seen, plan.to());
    operator.then(() -> operator.onRefusal(this::failed));
    operator.then(() -> deadline = world.now + PROXIES);
    operator.await(() -> world.now >= deadline);
    acts.act(seen, plan.from(), this::requireMaster);
    acts.act(seen, plan.to(), s -> s.minReplicas = Math.min(1, s.minReplicas));
    acts.act(seen, plan.from(), this::failover);
    operator.await(this::taken);
    operator.then(() -> acts.now(plan.from(), world.users::cutOff));
    operator.then(() -> acts.now(plan.from(), s -> s.pausedUntil = 0));
    operator.then(this::mark);
  }

  private void requireMaster(Server s) {
    if (!s.master) {
      throw new Refused("is no master");
    }
  }

  private void failover(Server s) {
    deadline = world.now + LIMIT;
    s.pausedUntil = deadline;
    s.failover.begin(to, LIMIT);
  }

  private boolean taken() {
    if (!world.answersOperator(acts.pod(plan.to())) || world.now >= deadline) {
      return end();
    }
    return to.master;
  }

  /** The former primary may have become its replica after all. */
  private boolean end() {
    if (!world.answersOperator(acts.pod(plan.from()))) {
      throw new Refused("no answer from both");
    }
    if (from.failover.inProgress) {
      from.failover.abort();
    } else if (from.host == to.ordinal && from.replication.linkUp) {
      return true;
    } else {
      from.pausedUntil = 0;
    }
    throw new Refused("no hand-over within 2 s");
  }

  private void failed() {
    acts.withdraw(seen, world.pods);
    operator.since = operator.since.withFailedHandOver(world.instant());
  }

  private void mark() {
    var fence = Math.min(1, seen.topology().wishes().minReplicas());
    acts.now(plan.to(), s -> s.mark(FailoverPolicy.marker(plan.record(), plan.to()), fence));
    acts.now(plan.to(), s -> s.disk.dump());
  }
}
