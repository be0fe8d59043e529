package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import java.util.List;
import java.util.Optional;

/** Disks on their way to their pods. */
final class Adoption {
  private Adoption() {}

  static Optional<Problem> pending(List<VolumeStatus> volumes) {
    var open = volumes.stream().filter(v -> v.state() != VolumeState.Bound).toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.ofStorage(
                "VolumesPending",
                "%d of %d volumes of spec.storage.volumes are bound; %s"
                    .formatted(
                        volumes.size() - open.size(),
                        volumes.size(),
                        open.stream().map(Adoption::words).collect(joining("; ")))));
  }

  private static String words(VolumeStatus v) {
    return "ordinal %d: %s is %s%s"
        .formatted(
            v.ordinal(),
            v.persistentVolume(),
            v.state(),
            v.message() == null ? "" : " (" + v.message() + ")");
  }
}
