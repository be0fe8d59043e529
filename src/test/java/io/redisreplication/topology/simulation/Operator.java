package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Election;
import io.redisreplication.topology.Election.Elected;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Roles;
import io.redisreplication.topology.Silence;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import io.redisreplication.topology.TopologyRecord;
import io.redisreplication.topology.Wishes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The operator with its real decisions; looks and acts are single steps, so that anything can
 * happen between two of them. It does what Observer and Actor do.
 */
final class Operator {
  private static final int LEASE = 150;

  /** What was seen longer ago is not acted on. */
  private static final int FRESH = 100;

  private final World world;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final Map<String, RedisState> answers = new HashMap<>();
  private Since since = Since.nothing();
  private Optional<Instant> lost = Optional.empty();
  private int downUntil;
  private int lookedAt;
  private boolean retired;
  private int nextPass;
  Decision decision = new Decision.Steady();

  Operator(World world) {
    this.world = world;
  }

  /** Forgets everything, in the middle of whatever it was doing. */
  void crash(int downFor) {
    steps.clear();
    since = Since.nothing();
    lost = Optional.empty();
    downUntil = world.now + downFor;
  }

  /**
   * Its process sleeps in the middle of whatever it was doing. After the lease's 15 s another one
   * is the leader, and this one ends what it had begun when it wakes.
   */
  void sleep(int ticks) {
    downUntil = world.now + ticks;
    if (ticks > LEASE) {
      retired = true;
      world.replaceOperator(LEASE + world.between(0, 20));
    }
  }

  void tick() {
    if (world.now < downUntil) {
      return;
    }
    if (steps.isEmpty() && world.now >= nextPass && !retired) {
      lookedAt = world.now;
      look(this::decide);
    }
    for (int i = world.between(1, 6); i > 0 && !steps.isEmpty(); i--) {
      try {
        steps.poll().run();
      } catch (Refused e) {
        world.tell("operator: refused, " + e.getMessage());
        steps.clear();
      }
    }
  }

  private void look(Consumer<Map<String, RedisState>> then) {
    answers.clear();
    for (var pod : world.pods) {
      steps.add(
          () -> {
            if (world.visible(pod)) {
              answers.put(World.name(pod.server.ordinal), Look.at(pod.server));
            }
          });
    }
    steps.add(() -> then.accept(Map.copyOf(answers)));
  }

  private void decide(Map<String, RedisState> seen) {
    var members = world.pods.stream().filter(p -> p.exists).map(p -> member(p, seen)).toList();
    var t = topology(members, OptionalLong.empty());
    t = topology(members, secondsSinceLoss(t));
    since = since.after(t, world.instant());
    var now = FailoverPolicy.decide(t, since, world.instant());
    if (!now.getClass().equals(decision.getClass()) || now instanceof Decision.Promote) {
      world.tell("operator: " + Words.of(now));
    }
    decision = now;
    carryOut(t, now);
    var idle = now instanceof Decision.Steady || now instanceof Decision.Wait;
    nextPass = world.now + (idle ? world.between(2, 20) : 1);
  }

  private Topology topology(List<Member> members, OptionalLong secondsSinceLoss) {
    var wishes =
        new Wishes(
            world.pods.size(),
            world.pods.size(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            world.minReplicas(),
            world.persistence == Persistence.NONE,
            "new",
            Wishes.Failover.DEFAULT,
            Wishes.Update.DEFAULT);
    return new Topology(members, world.record, wishes, List.of(), secondsSinceLoss);
  }

  private Member member(Pod pod, Map<String, RedisState> seen) {
    var name = World.name(pod.server.ordinal);
    return new Member(
        name,
        "uid",
        pod.server.ordinal,
        World.host(pod.server.ordinal),
        Optional.of(pod.volume),
        pod.previousEnd.map(world::instant),
        pod.restartedInPlace,
        false,
        true,
        false,
        false,
        seen.containsKey(name) ? Optional.empty() : Optional.of(Silence.UNREACHABLE),
        Optional.ofNullable(seen.get(name)));
  }

  private OptionalLong secondsSinceLoss(Topology t) {
    if (t.rightfulPrimary().isPresent()) {
      lost = Optional.of(Instant.MAX);
      return OptionalLong.empty();
    }
    lost = lost.map(at -> at.equals(Instant.MAX) ? world.instant() : at);
    return Stream.concat(lost.stream(), t.recordedPrimary().flatMap(Member::previousEnd).stream())
        .mapToLong(at -> world.instant().getEpochSecond() - at.getEpochSecond())
        .max();
  }

  private void carryOut(Topology t, Decision d) {
    switch (d) {
      case Decision.Steady s -> labels(t);
      case Decision.Wait w -> labels(t);
      case Decision.Hold h -> {
        h.members().forEach(m -> steps.add(world.pods.get(m.ordinal())::withdraw));
        h.members().forEach(this::hold);
      }
      case Decision.Promote p -> promote(t);
      case Decision.Mark m -> act(m.primary(), s -> s.mark(m.marker(), t.wishes().minReplicas()));
      case Decision.Adopt a -> write(t.record(), a.record());
      case Decision.Repoint r ->
          r.members().forEach(m -> act(m, s -> s.follow(r.primary().ordinal())));
      case Decision.Restart r ->
          r.members().forEach(m -> act(m, s -> world.pods.get(s.ordinal).crash()));
      case Decision.Serve s -> write(t.record(), t.record().withServed());
      case Decision.Fence f -> act(f.primary(), s -> s.minReplicas = f.minReplicas());
      case Decision.Abort a -> throw new UnsupportedOperationException();
      case Decision.SwitchOver s -> throw new UnsupportedOperationException();
      case Decision.Replace r -> throw new UnsupportedOperationException();
      case Decision.Configure c -> throw new UnsupportedOperationException();
      case Decision.Unmark u -> act(u.primary(), s -> s.unmark(u.old()));
    }
  }

  private void promote(Topology t) {
    withdraw();
    t.members().stream()
        .filter(m -> m.loaded() && !m.held())
        .forEach(m -> act(m, s -> s.follow(Server.HELD_BY_OPERATOR)));
    steps.add(() -> look(again -> elect(t.asked(again))));
  }

  private void elect(Topology frozen) {
    if (!(FailoverPolicy.decide(frozen, since, world.instant()) instanceof Decision.Promote)
        || frozen.members().stream().anyMatch(m -> m.loaded() && !m.held())
        || !(Election.elect(frozen) instanceof Elected elected)) {
      return;
    }
    var record = FailoverPolicy.next(frozen, elected.member());
    world.tell("operator: elects " + elected.member().pod() + ", " + elected.why());
    write(frozen.record(), record);
    act(
        elected.member(),
        s -> {
          world.checkPromotion(elected.member());
          s.replicaOfNoOne();
          s.mark(FailoverPolicy.marker(record, elected.member()), frozen.wishes().minReplicas());
        });
    act(elected.member(), s -> s.disk.dump());
  }

  private void hold(Member m) {
    act(m, s -> s.follow(Server.HELD_BY_OPERATOR));
    act(m, world::killClients);
  }

  private void write(TopologyRecord decidedOn, TopologyRecord record) {
    steps.add(
        () -> {
          requireFresh();
          if (!world.record.equals(decidedOn)) {
            throw new Refused("the record has changed");
          }
          world.write(record);
        });
  }

  private void withdraw() {
    world.pods.forEach(p -> steps.add(p::withdraw));
  }

  private void labels(Topology t) {
    for (var m : t.members()) {
      var pod = world.pods.get(m.ordinal());
      var role = Roles.of(t, m, Optional.ofNullable(pod.role));
      steps.add(
          () -> {
            if (pod.exists) {
              pod.label(role, t.record().epoch());
            }
          });
    }
  }

  private void act(Member m, Consumer<Server> command) {
    steps.add(
        () -> {
          var pod = world.pods.get(m.ordinal());
          requireFresh();
          if (!world.visible(pod) || pod.server.loading()) {
            throw new Refused(m.pod() + " is gone");
          }
          command.accept(pod.server);
        });
  }

  private void requireFresh() {
    if (world.now - lookedAt > FRESH) {
      throw new Refused("what was seen is too old");
    }
  }
}
