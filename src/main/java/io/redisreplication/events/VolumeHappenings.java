package io.redisreplication.events;

import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.status.StatusComposer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to the volumes of spec.storage.volumes between two statuses. */
final class VolumeHappenings {
  private VolumeHappenings() {}

  static List<Happening> between(RedisReplicationStatus before, RedisReplicationStatus now) {
    return volumes(now)
        .filter(v -> !volumes(before).toList().contains(v))
        .filter(v -> !stalled(now, v))
        .map(VolumeHappenings::of)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Happening> of(VolumeStatus v) {
    return switch (v.state()) {
      case Creating -> normal("VolumeMade", v);
      case Retaining -> normal("VolumeRetained", v);
      case Reserving -> normal("VolumeClaimRefSet", v);
      case Claiming -> normal("VolumeClaimed", v);
      case Bound ->
          Optional.of(
              new Happening(
                  false,
                  "VolumeBound",
                  "PersistentVolume %s is bound to claim %s"
                      .formatted(v.persistentVolume(), v.claim())));
      case Refused ->
          Optional.of(
              new Happening(
                  true, v.reason(), "ordinal %d: %s".formatted(v.ordinal(), v.message())));
      case Checking, Binding -> Optional.empty();
    };
  }

  private static Optional<Happening> normal(String reason, VolumeStatus v) {
    return Optional.of(
        new Happening(
            false, reason, "PersistentVolume %s: %s".formatted(v.persistentVolume(), v.message())));
  }

  /** Then that is told. */
  private static boolean stalled(RedisReplicationStatus status, VolumeStatus v) {
    return status.conditions().stream()
        .anyMatch(
            c ->
                c.getType().equals(StatusComposer.STALLED)
                    && Objects.equals(c.getReason(), v.reason())
                    && Objects.equals(c.getMessage(), v.message()));
  }

  private static Stream<VolumeStatus> volumes(RedisReplicationStatus status) {
    return Stream.ofNullable(status)
        .flatMap(s -> Stream.ofNullable(s.volumes()))
        .flatMap(List::stream);
  }
}
