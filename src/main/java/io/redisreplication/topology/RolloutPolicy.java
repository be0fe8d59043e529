package io.redisreplication.topology;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Optional;

/**
 * Brings running pods up to the spec: directives at once, pods one at a time and only while every
 * other member is in order. Replicas go first, from the highest ordinal; the primary hands over
 * before it goes, so it is the last.
 */
public final class RolloutPolicy {
  private static final String WHY = "made before the spec changed";

  private RolloutPolicy() {}

  /** Asked when the rightful primary serves and everybody follows it as well as they can. */
  public static Optional<Decision> next(Topology t) {
    var unconfigured =
        t.members().stream()
            .filter(m -> m.unconfigured() && m.loaded() && !m.terminating() && chosen(t, m))
            .toList();
    if (!unconfigured.isEmpty()) {
      return Optional.of(new Decision.Configure(unconfigured));
    }
    return replaceable(t).map(m -> new Decision.Replace(m, WHY));
  }

  /** Why the primary has to hand over; empty when it may stay. */
  public static Optional<String> primaryMustMove(Topology t) {
    return t.wishes().replicas() > 1
            && outdatedReplicas(t).isEmpty()
            && primaryOutdated(t)
            && broken(t).isEmpty()
            && complete(t)
        ? Optional.of("its pod was " + WHY)
        : Optional.empty();
  }

  /** A member goes away soon: min-replicas-to-write must not count on it. */
  public static boolean pending(Topology t) {
    return !outdatedReplicas(t).isEmpty() || primaryOutdated(t);
  }

  private static Optional<Member> replaceable(Topology t) {
    if (!complete(t)) {
      return Optional.empty();
    }
    var broken = broken(t);
    var outdated = outdatedReplicas(t);
    if (!broken.isEmpty()) {
      return mayGo(t, broken) ? highest(broken) : Optional.empty();
    }
    return t.wishes().replicas() == 1 && primaryOutdated(t)
        ? t.rightfulPrimary()
        : highest(outdated);
  }

  /** The rightful primary is there, its pod in order, and so are as many pods as there must be. */
  private static boolean complete(Topology t) {
    return t.rightfulPrimary().filter(Member::ready).isPresent()
        && t.missing().isEmpty()
        && t.members().stream().noneMatch(Member::terminating);
  }

  /**
   * An outdated replica may go although it is not in sync: it may never be, and a spec that was
   * mended must reach it. Several at once are more likely the network, unless the primary is newer
   * than they are: they may be unable to read its data.
   */
  private static boolean mayGo(Topology t, List<Member> broken) {
    return outdatedReplicas(t).containsAll(broken) && (broken.size() == 1 || !primaryOutdated(t));
  }

  /** Replicas that are no copy to rely on. */
  private static List<Member> broken(Topology t) {
    return replicas(t).stream().filter(m -> !m.ready() || !t.inSync(m)).toList();
  }

  private static List<Member> outdatedReplicas(Topology t) {
    return replicas(t).stream().filter(m -> outdated(t, m)).toList();
  }

  private static boolean primaryOutdated(Topology t) {
    return t.rightfulPrimary().filter(m -> outdated(t, m)).isPresent();
  }

  private static List<Member> replicas(Topology t) {
    return t.members().stream().filter(m -> !t.record().namesPrimary(m.ordinal())).toList();
  }

  private static boolean outdated(Topology t, Member m) {
    return t.wishes().update().rolling() && m.outdated() && chosen(t, m);
  }

  private static boolean chosen(Topology t, Member m) {
    return m.ordinal() >= t.wishes().update().partition();
  }

  private static Optional<Member> highest(List<Member> members) {
    return members.stream().max(comparingInt(Member::ordinal));
  }
}
