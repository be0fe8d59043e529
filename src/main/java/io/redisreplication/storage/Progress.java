package io.redisreplication.storage;

import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.status.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows for the rest of the set from how far its volumes are. */
public final class Progress {
  private static final Set<VolumeState> STEPPED =
      EnumSet.of(VolumeState.Creating, VolumeState.Retaining, VolumeState.Claiming);

  /** The claim is there: the StatefulSet makes none of that name. */
  private static final Set<VolumeState> CLAIMED =
      EnumSet.of(VolumeState.Claiming, VolumeState.Binding, VolumeState.Bound);

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Kubernetes takes note of a claimRef before the claim is made. */
  private static final Duration SOON = Duration.ofMillis(100);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private Progress() {}

  public static List<Problem> problems(List<VolumeStatus> volumes) {
    return volumes.stream()
        .filter(v -> v.state() == VolumeState.Refused)
        .map(v -> Problem.ofStorage(v.reason(), v.message()))
        .toList();
  }

  /**
   * A pod that starts before its claim is there gets a new, empty disk under the claim's name.
   *
   * @param wanted pods that are to exist
   * @param current pods that the StatefulSet has; none of them is taken away
   */
  public static int size(List<VolumeStatus> volumes, int wanted, int current) {
    var early =
        volumes.stream()
            .filter(v -> v.ordinal() >= current && v.ordinal() < wanted)
            .anyMatch(v -> !CLAIMED.contains(v.state()));
    return early ? Math.min(wanted, current) : wanted;
  }

  /** When the next step is due; volumes are not watched. */
  public static Optional<Duration> next(List<VolumeStatus> volumes) {
    if (volumes.stream().anyMatch(v -> STEPPED.contains(v.state()))) {
      return Optional.of(AT_ONCE);
    }
    if (volumes.stream().anyMatch(v -> v.state() == VolumeState.Reserving)) {
      return Optional.of(SOON);
    }
    return volumes.stream()
            .anyMatch(v -> v.state() == VolumeState.Checking || v.state() == VolumeState.Binding)
        ? Optional.of(LOOK_AGAIN)
        : Optional.empty();
  }
}
