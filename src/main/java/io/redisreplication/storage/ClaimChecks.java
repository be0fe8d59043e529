package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.storage.Step.Refuse;
import java.util.Optional;

/** Why a claim that is there already keeps a volume from its pod. */
final class ClaimChecks {
  /** A provisioner was told to make a new volume for it. */
  private static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";

  private ClaimChecks() {}

  static Optional<Step> refusal(Wanted w, PersistentVolume volume, PersistentVolumeClaim claim) {
    return taken(w, claim)
        .or(
            () ->
                difference(volume, claim)
                    .map(
                        d ->
                            new Refuse(
                                "ClaimDiffers",
                                "claim %s exists and %s: it is not bound, so it holds no data; delete it, the operator makes the right one"
                                    .formatted(w.claim(), d))));
  }

  static Optional<Step> taken(Wanted w, PersistentVolumeClaim claim) {
    var has = claim.getSpec().getVolumeName();
    if (VolumeObjects.blank(has) || has.equals(w.persistentVolume())) {
      return Optional.empty();
    }
    return Optional.of(
        new Refuse(
            "ClaimBoundElsewhere",
            "claim %s exists and is bound to PersistentVolume %s, not to %s: correct the entry, or (keeping %s by its persistentVolumeReclaimPolicy Retain) delete the claim and its pod"
                .formatted(w.claim(), has, w.persistentVolume(), has)));
  }

  private static Optional<String> difference(PersistentVolume volume, PersistentVolumeClaim claim) {
    var spec = claim.getSpec();
    var has = ClaimObjects.storageClass(volume);
    var asks = ClaimObjects.storageClass(claim);
    if (!asks.equals(has)) {
      return Optional.of(
          "asks for storage class \"%s\", the volume has \"%s\"".formatted(asks, has));
    }
    var capacity = ClaimObjects.capacity(volume);
    var request = ClaimObjects.request(claim);
    if (request.getNumericalAmount().compareTo(capacity.getNumericalAmount()) > 0) {
      return Optional.of("asks for %s, the volume has %s".formatted(request, capacity));
    }
    if (!volume.getSpec().getAccessModes().containsAll(spec.getAccessModes())) {
      return Optional.of(
          "asks for access modes %s, the volume offers %s"
              .formatted(
                  String.join(", ", spec.getAccessModes()),
                  String.join(", ", volume.getSpec().getAccessModes())));
    }
    var annotations = claim.getMetadata().getAnnotations();
    return VolumeObjects.blank(spec.getVolumeName())
            && annotations != null
            && annotations.containsKey(PROVISIONER)
        ? Optional.of("a new volume is being made for it by " + annotations.get(PROVISIONER))
        : Optional.empty();
  }
}
