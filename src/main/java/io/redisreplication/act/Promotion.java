package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Redis;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Election;
import io.redisreplication.topology.Election.Elected;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Topology;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a member primary when there is none. */
public final class Promotion {
  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);

  private final Redis redis;
  private final Observer observer;
  private final Guard guard;
  private final RoleLabels labels;
  private final RoleDirectives directives;
  private final Changes changes;
  private final Steps steps;
  private final Clock clock;

  public Promotion(
      Redis redis,
      Observer observer,
      Guard guard,
      RoleLabels labels,
      Changes changes,
      Steps steps,
      Clock clock) {
    this.redis = redis;
    this.observer = observer;
    this.guard = guard;
    this.labels = labels;
    this.directives = new RoleDirectives(redis);
    this.changes = changes;
    this.steps = steps;
    this.clock = clock;
  }

  /** Hold all, read again, elect on offsets that no longer move, record, and only then promote. */
  void promote(RedisReplication rr, Seen seen) {
    labels.withdraw(seen, seen.pods());
    steps.done("withdrawn");
    seen.topology().members().stream()
        .filter(m -> m.loaded() && !m.held())
        .forEach(m -> redis.hold(guard.address(seen, m)));
    seen.topology()
        .recordedPrimary()
        .filter(Member::loaded)
        .ifPresent(m -> redis.killClients(guard.address(seen, m)));
    steps.done("held");
    var frozen = observer.lookAgain(seen);
    if (!(stillSo(frozen, seen) && Election.elect(frozen) instanceof Elected elected)) {
      return;
    }
    var target = elected.member();
    var record = FailoverPolicy.next(frozen, target);
    LOG.info("{} becomes primary of epoch {}: {}", target.pod(), record.epoch(), elected.why());
    guard.write(rr, seen, record);
    steps.done("recorded");
    var address = guard.address(seen, target);
    redis.promote(address, FailoverPolicy.marker(record, target), frozen.wishes().minReplicas());
    steps.done("promoted");
    var home = seen.topology().wishes().primaryOrdinal();
    if (home.isPresent() && seen.topology().record().namesPrimary(home.getAsInt())) {
      observer.primaryFailed(rr);
    }
    changes.failedOver(rr, seen, record, target, elected.why(), clock.instant());
    directives.tell(rr, address, true);
    save(frozen, target, address);
  }

  /** Everybody who answers is held, and what was decided must still be so. */
  private boolean stillSo(Topology frozen, Seen seen) {
    return frozen.members().stream().filter(Member::loaded).allMatch(Member::held)
        && FailoverPolicy.decide(frozen, seen.since(), clock.instant()) instanceof Promote;
  }

  void mark(Seen seen, Mark m) {
    var address = guard.address(seen, m.primary());
    redis.mark(address, m.marker(), seen.topology().wishes().minReplicas());
    save(seen.topology(), m.primary(), address);
  }

  /** Without it, a restart of all pods would find no disk with the epoch that was served. */
  void save(Topology t, Member primary, Address address) {
    if (!t.wishes().ephemeral() && primary.redis().filter(r -> !r.aof()).isPresent()) {
      redis.save(address);
    }
  }
}
