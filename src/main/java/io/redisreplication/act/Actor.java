package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.redis.Redis;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Decision.Abort;
import io.redisreplication.topology.Decision.Adopt;
import io.redisreplication.topology.Decision.Configure;
import io.redisreplication.topology.Decision.Fence;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Replace;
import io.redisreplication.topology.Decision.Repoint;
import io.redisreplication.topology.Decision.Restart;
import io.redisreplication.topology.Decision.Serve;
import io.redisreplication.topology.Decision.Steady;
import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.Decision.Unmark;
import io.redisreplication.topology.Decision.Wait;
import io.redisreplication.topology.Member;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a decision. Every act may be cut off anywhere: the next pass starts from what it
 * sees.
 */
public final class Actor {
  private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

  private final Redis redis;
  private final Guard guard;
  private final RoleLabels labels;
  private final RoleDirectives directives;
  private final Promotion promotion;
  private final Switchover switchover;
  private final Rollout rollout;
  private final Changes changes;
  private final Steps steps;

  public Actor(
      Redis redis,
      Guard guard,
      RoleLabels labels,
      Promotion promotion,
      Switchover switchover,
      Rollout rollout,
      Changes changes,
      Steps steps) {
    this.redis = redis;
    this.guard = guard;
    this.labels = labels;
    this.directives = new RoleDirectives(redis);
    this.promotion = promotion;
    this.switchover = switchover;
    this.rollout = rollout;
    this.changes = changes;
    this.steps = steps;
  }

  /** Returns whether anything was done: then it is time to look again. */
  public boolean carryOut(Decision decision, RedisReplication rr, Seen seen) {
    if (!(decision instanceof Steady || decision instanceof Wait)) {
      LOG.info(
          "{}/{}: {}",
          rr.getMetadata().getNamespace(),
          rr.getMetadata().getName(),
          describe(decision));
    }
    switch (decision) {
      case Steady s -> {
        return false;
      }
      case Wait w -> {
        return false;
      }
      case Hold h -> hold(h.members(), seen);
      case Promote p -> promotion.promote(rr, seen);
      case Mark m -> promotion.mark(seen, m);
      case Adopt a -> guard.write(rr, seen, a.record());
      case Repoint r -> {
        r.members().forEach(m -> repoint(rr, seen, m, r.primary()));
        steps.done("repointed");
      }
      case Restart r -> r.members().forEach(m -> restart(rr, seen, m));
      case Serve s -> {
        promotion.save(seen.topology(), s.primary(), guard.address(seen, s.primary()));
        guard.write(rr, seen, seen.topology().record().withServed());
        steps.done("served");
        labels.move(seen, s.primary().pod());
      }
      case Fence f -> fence(seen, f);
      case Unmark u -> redis.unmark(guard.address(seen, u.primary()), u.old());
      case Abort a -> {
        labels.withdraw(seen, seen.pods());
        redis.abortFailover(guard.address(seen, a.member()));
      }
      case SwitchOver s -> switchover.carryOut(rr, seen, s);
      case Replace r -> {
        rollout.replace(seen, r.member());
        changes.replaced(rr, r);
      }
      case Configure c -> c.members().forEach(m -> rollout.configure(rr, seen, m));
    }
    return true;
  }

  /**
   * Shows the roles to the Services. Who becomes a replica may have been primary, and an operator
   * that ended in between has left its clients there; or proxies led some to it while it started
   * again. They would stay on a replica for ever, every write refused.
   */
  public void label(RedisReplication rr, Seen seen) {
    labels.apply(
        rr,
        seen,
        pod ->
            seen.topology().members().stream()
                .filter(m -> m.pod().equals(pod))
                .forEach(m -> redis.killClientsOnce(guard.address(seen, m))));
  }

  /** The Service of a rightful primary beside them stays open. */
  private void hold(List<Member> members, Seen seen) {
    var names = members.stream().map(Member::pod).toList();
    labels.withdraw(
        seen, seen.pods().stream().filter(p -> names.contains(p.getMetadata().getName())).toList());
    for (var member : members) {
      redis.hold(guard.address(seen, member));
      redis.killClients(guard.address(seen, member));
    }
  }

  private void restart(RedisReplication rr, Seen seen, Member former) {
    changes.setAside(rr, seen.topology(), former);
    redis.shutDown(guard.address(seen, former));
  }

  private void repoint(RedisReplication rr, Seen seen, Member member, Member primary) {
    var address = guard.address(seen, member);
    redis.follow(address, primary.host(), Names.PORT);
    directives.tell(rr, address, false);
  }

  private void fence(Seen seen, Fence f) {
    var directive = Map.of("min-replicas-to-write", String.valueOf(f.minReplicas()));
    redis
        .configure(guard.address(seen, f.primary()), directive)
        .forEach(
            (name, why) -> {
              throw new RedisFailure(
                  f.primary().pod() + ": " + name + " was refused: " + why, null);
            });
  }

  private static String describe(Decision decision) {
    return switch (decision) {
      case Steady s -> "steady";
      case Wait w -> w.message();
      case Hold h -> "hold " + pods(h.members()) + ": " + h.why();
      case Promote p -> "choose a primary: " + p.why();
      case Mark m -> "mark " + m.primary().pod() + " with epoch " + m.marker().epoch();
      case Adopt a -> "adopt " + a.primary().pod() + " as primary of epoch " + a.record().epoch();
      case Repoint r -> pods(r.members()) + " follows " + r.primary().pod();
      case Restart r -> "restart " + pods(r.members()) + ", former primary";
      case Serve s -> "open the Service to " + s.primary().pod();
      case Fence f -> "min-replicas-to-write " + f.minReplicas() + " on " + f.primary().pod();
      case Abort a -> "end the hand-over that " + a.member().pod() + " did not finish";
      case SwitchOver s -> s.from().pod() + " hands over to " + s.to().pod() + ": " + s.why();
      case Replace r -> "replace " + r.member().pod() + ": " + r.why();
      case Configure c -> "tell " + pods(c.members()) + " the directives of spec.config";
      case Unmark u -> "remove " + u.old().size() + " old markers";
    };
  }

  private static String pods(List<Member> members) {
    return String.join(", ", members.stream().map(Member::pod).toList());
  }
}
