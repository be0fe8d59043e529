package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.storage.Step.Refuse;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two resources that want one disk: the one that has reserved it keeps it, else the older one gets
 * it.
 */
final class Rivals {
  private static final Comparator<RedisReplication> BY_AGE =
      Comparator.comparing((RedisReplication rr) -> rr.getMetadata().getCreationTimestamp())
          .thenComparing(rr -> rr.getMetadata().getUid());

  private Rivals() {}

  static Optional<Step> ofVolume(Wanted w, Found f, PersistentVolume volume) {
    return w.named(volume.getSpec().getClaimRef())
        ? Optional.empty()
        : others(w, f)
            .filter(o -> o.persistentVolume().equals(w.persistentVolume()))
            .filter(o -> before(o, w))
            .findFirst()
            .map(o -> refuse(w, o, "older"));
  }

  /** The same disk under two names. */
  static Optional<Step> ofSource(Wanted w, Found f) {
    return others(w, f)
        .filter(o -> o.volume().source() != null)
        .filter(o -> Objects.equals(o.volume().source(), w.volume().source()))
        .filter(o -> Objects.equals(o.volume().nodeAffinity(), w.volume().nodeAffinity()))
        .filter(o -> uses(o) || before(o, w))
        .findFirst()
        .map(o -> refuse(w, o, uses(o) ? "using it" : "older"));
  }

  private static Stream<Wanted> others(Wanted w, Found f) {
    return f.others().stream()
        .filter(rr -> !rr.isMarkedForDeletion())
        .filter(rr -> !rr.getMetadata().getUid().equals(w.rr().getMetadata().getUid()))
        .flatMap(rr -> Wanted.of(rr).stream());
  }

  private static boolean before(Wanted other, Wanted w) {
    return BY_AGE.compare(other.rr(), w.rr()) < 0;
  }

  private static boolean uses(Wanted other) {
    return Stream.ofNullable(other.rr().getStatus())
        .flatMap(s -> Stream.ofNullable(s.volumes()))
        .flatMap(volumes -> volumes.stream())
        .anyMatch(v -> v.ordinal() == other.ordinal() && v.state() == VolumeState.Bound);
  }

  private static Step refuse(Wanted w, Wanted other, String why) {
    return new Refuse(
        "VolumeWantedTwice",
        "%s is also wanted by RedisReplication %s/%s (ordinal %d), which is %s: remove it from one of the two"
            .formatted(
                w.volume().source() == null
                    ? "PersistentVolume " + w.persistentVolume()
                    : "this source",
                other.namespace(),
                other.rr().getMetadata().getName(),
                other.ordinal(),
                why));
  }
}
