package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.redisreplication.api.v1beta1.VolumeMode;
import io.redisreplication.storage.Step.Refuse;
import java.util.Map;
import java.util.Optional;

/** Why a PersistentVolume cannot become the disk of a pod. */
final class VolumeChecks {
  private VolumeChecks() {}

  static Optional<Step> refusal(Wanted w, Found f, PersistentVolume volume) {
    return gone(volume)
        .or(() -> held(w, volume))
        .or(() -> Rivals.ofVolume(w, f, volume))
        .or(() -> unfit(w, volume))
        .or(() -> NodeReach.refusal(w, f, volume));
  }

  private static Optional<Step> gone(PersistentVolume volume) {
    var name = volume.getMetadata().getName();
    if (volume.getMetadata().getDeletionTimestamp() != null) {
      return refuse(
          "VolumeDeleted",
          "PersistentVolume %s is being deleted, which cannot be undone: save it (kubectl get pv %s -o yaml) and make it again when it is gone",
          name,
          name);
    }
    if (VolumeObjects.phase(volume).equals("Failed")) {
      return refuse(
          "VolumeFailed",
          "PersistentVolume %s is Failed (%s): if its data is still there, set its persistentVolumeReclaimPolicy to Retain and remove its claimRef",
          name,
          volume.getStatus().getMessage());
    }
    return Optional.empty();
  }

  /** A volume stays with the claim that has it. */
  private static Optional<Step> held(Wanted w, PersistentVolume volume) {
    var ref = volume.getSpec().getClaimRef();
    if (ref == null || w.named(ref)) {
      return Optional.empty();
    }
    var name = volume.getMetadata().getName();
    if (VolumeObjects.blank(ref.getUid())) {
      return refuse(
          "VolumeReserved",
          "PersistentVolume %s is reserved for claim %s/%s: remove its claimRef if that claim is not to have it",
          name,
          ref.getNamespace(),
          ref.getName());
    }
    if (VolumeObjects.phase(volume).equals("Released")) {
      return Optional.empty();
    }
    var policy = volume.getSpec().getPersistentVolumeReclaimPolicy();
    return refuse(
        "VolumeBoundElsewhere",
        "PersistentVolume %s is bound to claim %s/%s: when nothing needs that claim any more, %sdelete it",
        name,
        ref.getNamespace(),
        ref.getName(),
        "Retain".equals(policy)
            ? ""
            : "set the volume's persistentVolumeReclaimPolicy to Retain (it is %s: the data would go with the claim) and then "
                .formatted(policy));
  }

  private static Optional<Step> unfit(Wanted w, PersistentVolume volume) {
    var name = volume.getMetadata().getName();
    var storage = w.rr().getSpec().storage();
    var capacity = ClaimObjects.capacity(volume);
    if (w.volume().source() != null && !sameSource(w, volume)) {
      return refuse(
          "SourceDiffers",
          "PersistentVolume %s exists and has another source than this entry: name it by persistentVolumeName if it is meant, or delete it (the disk itself stays when its persistentVolumeReclaimPolicy is Retain)",
          name);
    }
    if (capacity.getNumericalAmount().compareTo(storage.size().getNumericalAmount()) < 0) {
      return refuse(
          "VolumeTooSmall",
          "PersistentVolume %s has %s, spec.storage.size asks for %s: name a larger one, or delete this resource (its disks stay) and apply it with size: %s",
          name,
          capacity,
          storage.size(),
          capacity);
    }
    var wanted = storage.accessModes().stream().map(Enum::name).toList();
    if (!volume.getSpec().getAccessModes().containsAll(wanted)) {
      return refuse(
          "AccessModeDiffers",
          "PersistentVolume %s offers %s, spec.storage.accessModes asks for %s: set accessModes to what the volume offers",
          name,
          String.join(", ", volume.getSpec().getAccessModes()),
          String.join(", ", wanted));
    }
    return VolumeMode.Block.name().equals(volume.getSpec().getVolumeMode())
        ? refuse(
            "VolumeModeDiffers",
            "PersistentVolume %s is a raw device (volumeMode Block): Redis needs a file system, name another one",
            name)
        : Optional.empty();
  }

  /** What is wanted is there; the API server adds defaults. */
  private static boolean sameSource(Wanted w, PersistentVolume volume) {
    return contains(Sources.of(volume), w.volume().source());
  }

  private static boolean contains(Object there, Object wanted) {
    if (wanted instanceof Map<?, ?> w && there instanceof Map<?, ?> t) {
      return w.entrySet().stream().allMatch(e -> contains(t.get(e.getKey()), e.getValue()));
    }
    return wanted == null || wanted.equals(there);
  }

  private static Optional<Step> refuse(String reason, String message, Object... words) {
    return Optional.of(new Refuse(reason, message.formatted(words)));
  }
}
