package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.desired.RedisConf;
import io.redisreplication.redis.Address;
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
import io.redisreplication.topology.Election;
import io.redisreplication.topology.Election.Elected;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Topology;
import io.redisreplication.topology.TopologyRecord;
import java.time.Clock;
import java.time.Duration;
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

  /** Less than the 15 s after which another operator takes the lease. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Redis redis;
  private final Observer observer;
  private final Records records;
  private final RoleLabels labels;
  private final Clock clock;

  public Actor(Redis redis, Observer observer, Records records, RoleLabels labels, Clock clock) {
    this.redis = redis;
    this.observer = observer;
    this.records = records;
    this.labels = labels;
    this.clock = clock;
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
      case Promote p -> promote(rr, seen);
      case Mark m -> mark(seen, m);
      case Adopt a -> write(rr, seen, a.record());
      case Repoint r -> r.members().forEach(m -> repoint(rr, seen, m, r.primary()));
      case Restart r -> r.members().forEach(m -> redis.shutDown(address(seen, m)));
      case Serve s -> write(rr, seen, seen.topology().record().withServed());
      case Fence f -> fence(seen, f);
      case Unmark u -> redis.unmark(address(seen, u.primary()), u.old());
      case Abort a -> redis.abortFailover(address(seen, a.member()));
      case SwitchOver s -> throw new UnsupportedOperationException();
      case Replace r -> throw new UnsupportedOperationException();
      case Configure c -> throw new UnsupportedOperationException();
    }
    return true;
  }

  /** The Service of a rightful primary beside them stays open. */
  private void hold(List<Member> members, Seen seen) {
    var names = members.stream().map(Member::pod).toList();
    labels.withdraw(
        seen.pods().stream().filter(p -> names.contains(p.getMetadata().getName())).toList());
    for (var member : members) {
      redis.hold(address(seen, member));
      redis.killClients(address(seen, member));
    }
  }

  /** Hold all, read again, elect on offsets that no longer move, record, and only then promote. */
  private void promote(RedisReplication rr, Seen seen) {
    labels.withdraw(seen.pods());
    seen.topology().members().stream()
        .filter(m -> m.loaded() && !m.held())
        .forEach(m -> redis.hold(address(seen, m)));
    var frozen = observer.lookAgain(seen);
    if (!(FailoverPolicy.settled(frozen) && Election.elect(frozen) instanceof Elected elected)) {
      return;
    }
    var target = elected.member();
    var record = FailoverPolicy.next(frozen, target);
    LOG.info("{} becomes primary of epoch {}: {}", target.pod(), record.epoch(), elected.why());
    write(rr, seen, record);
    var address = address(seen, target);
    redis.promote(address, FailoverPolicy.marker(record, target), frozen.wishes().minReplicas());
    configure(rr, address, true);
    save(frozen, target, address);
  }

  private void mark(Seen seen, Mark m) {
    var address = address(seen, m.primary());
    redis.mark(address, m.marker(), seen.topology().wishes().minReplicas());
    save(seen.topology(), m.primary(), address);
  }

  /** Without it, a restart of all pods would find no disk with the epoch that was served. */
  private void save(Topology t, Member primary, Address address) {
    if (!t.wishes().ephemeral() && primary.redis().filter(r -> !r.aof()).isPresent()) {
      redis.save(address);
    }
  }

  private void repoint(RedisReplication rr, Seen seen, Member member, Member primary) {
    var address = address(seen, member);
    redis.follow(address, primary.host(), Names.PORT);
    configure(rr, address, false);
  }

  /** What only a restart can change stays as it was booted; it is said, not hidden. */
  private void configure(RedisReplication rr, Address address, boolean primary) {
    var refused = redis.configure(address, RedisConf.ofRole(rr, primary));
    refused.forEach(
        (directive, why) ->
            LOG.warn(
                "{}: {} of spec.config takes effect at its next restart: {}",
                address.pod(),
                directive,
                why));
  }

  private void fence(Seen seen, Fence f) {
    var directive = Map.of("min-replicas-to-write", String.valueOf(f.minReplicas()));
    redis
        .configure(address(seen, f.primary()), directive)
        .forEach(
            (name, why) -> {
              throw new RedisFailure(
                  f.primary().pod() + ": " + name + " was refused: " + why, null);
            });
  }

  private Address address(Seen seen, Member member) {
    requireFresh(seen);
    return seen.addresses().get(member.pod());
  }

  private void write(RedisReplication rr, Seen seen, TopologyRecord record) {
    requireFresh(seen);
    records.write(rr, seen.topology().record(), record);
  }

  /**
   * An operator that slept meanwhile is no longer the leader, and another one has decided since.
   */
  private void requireFresh(Seen seen) {
    if (Duration.between(seen.at(), clock.instant()).compareTo(FRESH) > 0) {
      throw new RedisFailure("what was seen is too old to act on, looking again", null);
    }
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
