package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.ScalePolicy;
import io.redisreplication.topology.Silence;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The operator with its real decisions; looks and acts are single steps, so that anything can
 * happen between two of them. It does what Observer and the reconciler do.
 */
final class Operator {
  /** One step; false: not yet, try again in the next tick. */
  interface Step {
    boolean done();
  }

  private static final int LEASE = 150;

  final World world;
  private final Acts acts;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Map<String, RedisState> answers = new HashMap<>();
  Since since = Since.nothing();
  private boolean sending;
  private int downUntil;
  private boolean retired;
  private int nextPass;

  /** What is left to do when an act is refused. */
  private Runnable onRefusal = () -> {};

  Decision decision = new Decision.Steady();

  Operator(World world) {
    this.world = world;
    acts = new Acts(this);
  }

  /** Forgets everything, in the middle of whatever it was doing. */
  void crash(int downFor) {
    steps.clear();
    sending = false;
    onRefusal = () -> {};
    since = Since.nothing();
    decision = new Decision.Steady();
    downUntil = Math.max(downUntil, world.now + downFor);
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

  boolean down() {
    return world.now < downUntil;
  }

  void tick() {
    if (down()) {
      return;
    }
    if (steps.isEmpty() && world.now >= nextPass && !retired) {
      pass();
    }
    for (int i = world.between(1, 6); i > 0 && !steps.isEmpty(); i--) {
      try {
        if (!steps.peek().done()) {
          return;
        }
        steps.poll();
      } catch (Refused e) {
        refused(e);
      }
    }
  }

  private void refused(Refused e) {
    world.tell("operator: refused, " + e.getMessage());
    steps.clear();
    nextPass = world.now + world.between(1, 10);
    var rest = onRefusal;
    onRefusal = () -> {};
    rest.run();
  }

  void then(Runnable step) {
    steps.add(
        () -> {
          step.run();
          return true;
        });
  }

  /** A request that is on its way when the operator falls asleep is carried out afterwards. */
  void send(Runnable request) {
    then(() -> sending = true);
    then(
        () -> {
          sending = false;
          request.run();
        });
  }

  boolean sending() {
    return sending && !down();
  }

  void await(Step step) {
    steps.add(step);
  }

  void onRefusal(Runnable rest) {
    var before = onRefusal;
    onRefusal =
        () -> {
          rest.run();
          before.run();
        };
  }

  // ---- one pass

  private void pass() {
    var at = world.now;
    var labels = new HashMap<Integer, String>();
    var uids = new HashMap<Integer, Integer>();
    for (var pod : world.pods) {
      if (pod.exists) {
        labels.put(pod.server.ordinal, pod.role);
        uids.put(pod.server.ordinal, pod.uid);
      }
    }
    ask(
        seen -> {
          var members = world.pods.stream().filter(p -> uids.containsKey(p.server.ordinal));
          var t = topology(members.map(p -> member(p, seen)).toList());
          decide(new Seen(at, t, labels, uids));
        });
  }

  /** Asks every member; then goes on with their answers. */
  void ask(Consumer<Map<String, RedisState>> then) {
    answers.clear();
    for (var pod : world.pods) {
      then(
          () -> {
            if (world.answersOperator(pod)) {
              answers.put(World.name(pod.server.ordinal), Look.at(pod.server));
            }
          });
    }
    then(() -> then.accept(Map.copyOf(answers)));
  }

  private void decide(Seen seen) {
    var t = seen.topology();
    var now = FailoverPolicy.decide(t, since, world.instant());
    var steady = now instanceof Decision.Steady && decision instanceof Decision.Steady;
    if (!steady && !Words.of(now).equals(Words.of(decision))) {
      world.tell("operator: " + Words.of(now));
    }
    decision = now;
    onRefusal = () -> then(() -> scale(seen));
    acts.carryOut(seen, now);
    then(() -> scale(seen));
    var idle = now instanceof Decision.Steady || now instanceof Decision.Wait;
    nextPass = world.now + (idle ? world.between(2, 20) : 1);
  }

  private void scale(Seen seen) {
    onRefusal = () -> {};
    acts.requireFresh(seen);
    var t = seen.topology();
    var size = ScalePolicy.size(t.wishes().wanted(), world.set.size, t);
    if (size != world.set.size) {
      world.tell("operator: StatefulSet of " + size + " pods");
      world.wasHealthy &= world.set.size > 1;
      world.set.size = size;
      world.set.changed();
    }
  }

  private Topology topology(List<Member> members) {
    var spare = world.pods.stream().filter(p -> p.claimed && !p.exists).map(p -> p.volume).toList();
    var wishes = world.wish.wishes();
    var t = new Topology(members, world.record, wishes, spare, OptionalLong.empty());
    since = since.after(t, world.instant());
    return t.rightfulPrimary().isPresent() ? t : t.after(secondsSinceLoss(t));
  }

  private Member member(Pod pod, Map<String, RedisState> seen) {
    var name = World.name(pod.server.ordinal);
    var answer = Optional.ofNullable(seen.get(name));
    return new Member(
        name,
        name + "/" + pod.uid,
        pod.server.ordinal,
        World.host(pod.server.ordinal),
        Optional.of(pod.volume),
        Optional.of(world.instant(pod.createdAt)),
        pod.previousEnd.map(world::instant),
        pod.restartedInPlace,
        pod.terminating,
        pod.ready(),
        pod.template < world.set.template,
        false,
        answer.isPresent() ? Optional.empty() : Optional.of(silence(pod)),
        answer);
  }

  private Silence silence(Pod pod) {
    if (pod.nodeLost() || !world.network.operatorReaches(pod.server.ordinal)) {
      return Silence.UNREACHABLE;
    }
    if (pod.server.hung()) {
      return Silence.UNRESPONSIVE;
    }
    return pod.server.running && world.network.refusesOperator(pod.server.ordinal)
        ? Silence.REFUSING
        : Silence.NOT_RUNNING;
  }

  private OptionalLong secondsSinceLoss(Topology t) {
    return Stream.concat(
            since.missed().stream(), t.recordedPrimary().flatMap(Member::previousEnd).stream())
        .mapToLong(at -> world.instant().getEpochSecond() - at.getEpochSecond())
        .max();
  }
}
