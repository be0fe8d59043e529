package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * A disk on which Redis does not start, in a set that was never served. What it had is as good as
 * lost, so the others go on when they surely have all of it: with one such disk among all that are
 * there, whatever a client's WAIT was answered for is on another one, and the disk of the last
 * primary of the newest epoch has everything of that epoch.
 */
final class Unreadable {
  private Unreadable() {}

  /** Nobody else is missing. */
  static List<Member> of(Topology t) {
    var failing = t.members().stream().filter(Unreadable::failing).toList();
    var others =
        t.members().stream().filter(m -> !failing(m)).allMatch(Member::loaded)
            && t.missing().isEmpty();
    return others ? failing : List.of();
  }

  static boolean dispensable(Topology t) {
    return of(t).size() == 1
        && t.spareVolumes().isEmpty()
        && Election.clusters(t.members()).size() == 1
        && Election.onLastPrimarysVolume(Election.markedWithHighestEpoch(t), cluster(t))
            .isPresent();
  }

  static Optional<Decision.Wait> wait(Topology t) {
    var failing = of(t);
    return failing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Decision.Wait.until(
                "AwaitingDisks",
                "Redis does not start on the disk of %s, and the other disks cannot tell that they have all its data: mend it, or %s"
                    .formatted(
                        failing.stream().map(Member::pod).collect(joining(", ")),
                        Election.letGo(t))));
  }

  private static String cluster(Topology t) {
    return Election.cluster(t).orElse("");
  }

  private static boolean failing(Member m) {
    return m.silence().filter(Silence.FAILING::equals).isPresent();
  }
}
