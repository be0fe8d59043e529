package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far a change of the spec has reached the pods. */
final class Rollout {
  static final String STALLED = "RolloutStalled";

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final RedisReplication rr;
  private final Topology t;
  private final List<MemberStatus> members;

  Rollout(RedisReplication rr, Topology t, List<MemberStatus> members) {
    this.rr = rr;
    this.t = t;
    this.members = members;
  }

  /** The operator replaces pods, or the last one it replaced is not back yet. */
  Optional<Problem> running() {
    return replacing() || begun() && !behind().isEmpty()
        ? Optional.of(Problem.of(StatusComposer.ROLLING_UPDATE, count() + next()))
        : Optional.empty();
  }

  /**
   * A replaced pod that has not become ready for longer than a Deployment gives a rollout by
   * default: too long to be taken for granted.
   */
  Optional<Problem> overdue(List<Pod> pods, Instant now) {
    return replacing()
        ? pods.stream()
            .filter(p -> updated(p.getMetadata().getName()))
            .filter(p -> unreadySince(p).filter(at -> at.plus(DEADLINE).isBefore(now)).isPresent())
            .map(p -> p.getMetadata().getName())
            .map(
                pod ->
                    Problem.of(
                        STALLED,
                        "%sstopped: %s was replaced and is not ready since more than 10 minutes; its log says why. The update goes on when it is"
                            .formatted(count(), pod)))
            .findFirst()
        : Optional.empty();
  }

  private boolean updated(String pod) {
    return t.members().stream().anyMatch(m -> m.pod().equals(pod) && !m.outdated());
  }

  /** A pod becomes ready when it was in sync once. */
  private static Optional<Instant> unreadySince(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready") && c.getStatus().equals("False"))
        .map(PodCondition::getLastTransitionTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .findFirst();
  }

  /** A pod does not come up, and no further one is replaced until it does. */
  Problem stalled(Problem why) {
    return why.reason().equals(STALLED)
        ? why
        : Problem.of(
            STALLED,
            "%sstopped: %s. Correct the spec, or set it back".formatted(count(), why.message()));
  }

  boolean replacing() {
    return t.wishes().update().rolling() && t.members().stream().anyMatch(this::toReplace);
  }

  /** Pods that keep what they have until the user says otherwise. */
  Optional<String> pending() {
    var older =
        t.members().stream().filter(Member::outdated).map(Member::pod).collect(joining(", "));
    if (older.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        t.wishes().update().rolling()
            ? "%s stay as they were made: update.partition is %d"
                .formatted(older, t.wishes().update().partition())
            : "%s were made before the spec changed: update.type is OnDelete, so delete them one at a time, each in sync again before the next; the primary's pod hands over before it ends"
                .formatted(older));
  }

  private boolean begun() {
    return Optional.ofNullable(rr.getStatus()).stream()
        .flatMap(s -> s.conditions().stream())
        .filter(c -> c.getType().equals(StatusComposer.PROGRESSING))
        .anyMatch(c -> c.getReason().equals(StatusComposer.ROLLING_UPDATE));
  }

  private String count() {
    var chosen = rr.getSpec().replicas() - Math.min(partition(), rr.getSpec().replicas());
    var left = t.members().stream().filter(this::toReplace).count();
    return "%d of %d pods updated, ".formatted(Math.max(0, chosen - left), chosen);
  }

  private String next() {
    var behind = behind();
    if (!behind.isEmpty()) {
      return "waiting for " + behind;
    }
    var primary = t.rightfulPrimary().map(Member::ordinal).orElse(-1);
    return t.members().stream()
        .filter(m -> toReplace(m) && (m.ordinal() != primary || t.wishes().replicas() == 1))
        .reduce((lower, higher) -> higher)
        .map(m -> "next " + m.pod())
        .orElse("next the primary, which hands over first");
  }

  private String behind() {
    var missing =
        IntStream.range(0, rr.getSpec().replicas())
            .filter(i -> members.stream().noneMatch(m -> m.ordinal() == i))
            .mapToObj(i -> "the pod with ordinal " + i);
    var late =
        members.stream()
            .filter(m -> m.state() != MemberState.Primary && m.state() != MemberState.InSync)
            .map(m -> "%s (%s)".formatted(m.pod(), m.state()));
    var unready =
        t.members().stream()
            .filter(m -> m.redis().isPresent() && !m.ready())
            .map(m -> m.pod() + " to be ready");
    return Stream.of(missing, late, unready).flatMap(s -> s).collect(joining(", "));
  }

  private boolean toReplace(Member m) {
    return m.outdated() && m.ordinal() >= partition();
  }

  private int partition() {
    return t.wishes().update().partition();
  }
}
