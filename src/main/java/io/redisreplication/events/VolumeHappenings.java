package io.redisreplication.events;

import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.api.v1beta1.VolumeStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to the volumes of spec.storage.volumes between two statuses. */
final class VolumeHappenings {
  private VolumeHappenings() {}

  static List<Happening> between(RedisReplicationStatus before, RedisReplicationStatus now) {
    return volumes(now)
        .filter(v -> volumes(before).noneMatch(b -> told(b).equals(told(v)) && same(b, v)))
        .map(VolumeHappenings::of)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Happening> of(VolumeStatus v) {
    return switch (v.state()) {
      case Creating -> normal("VolumeMade", v);
      case Retaining -> normal("VolumeRetained", v);
      case Reserving -> normal("VolumeReserved", v);
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
                  true,
                  "VolumeRefused",
                  "ordinal %d: %s: %s".formatted(v.ordinal(), v.reason(), v.message())));
      case Checking, Binding -> Optional.empty();
    };
  }

  private static Optional<Happening> normal(String reason, VolumeStatus v) {
    return Optional.of(
        new Happening(
            false, reason, "PersistentVolume %s: %s".formatted(v.persistentVolume(), v.message())));
  }

  private static boolean same(VolumeStatus a, VolumeStatus b) {
    return Objects.equals(a.ordinal(), b.ordinal())
        && Objects.equals(a.persistentVolume(), b.persistentVolume());
  }

  private static String told(VolumeStatus v) {
    return v.state() + " " + v.message();
  }

  private static Stream<VolumeStatus> volumes(RedisReplicationStatus status) {
    return Stream.ofNullable(status)
        .flatMap(s -> Stream.ofNullable(s.volumes()))
        .flatMap(List::stream);
  }
}
