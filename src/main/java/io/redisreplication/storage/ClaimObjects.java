package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.VolumeMode;
import io.redisreplication.desired.Labels;
import java.util.Map;

/** Claims as the steps write them. */
final class ClaimObjects {
  private static final String STORAGE = "storage";
  private static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
  private static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
  private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

  private ClaimObjects() {}

  /** It asks for all that the volume has: a claim for less would have to grow for nothing. */
  static PersistentVolumeClaim made(Wanted w, PersistentVolume volume) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withNamespace(w.namespace())
        .withName(w.claim())
        .withLabels(Labels.selector(w.rr()))
        .endMetadata()
        .withNewSpec()
        .withVolumeName(w.persistentVolume())
        .withStorageClassName(storageClass(volume))
        .withAccessModes(w.rr().getSpec().storage().accessModes().stream().map(Enum::name).toList())
        .withVolumeMode(VolumeMode.Filesystem.name())
        .withNewResources()
        .addToRequests(STORAGE, capacity(volume))
        .endResources()
        .endSpec()
        .build();
  }

  /**
   * The same claim as one of the set. What a copied manifest says of a former binding goes: the
   * binder would take the claim for one that lost its volume.
   */
  static PersistentVolumeClaim taken(Wanted w, PersistentVolumeClaim claim, boolean bound) {
    var taken =
        new PersistentVolumeClaimBuilder(claim)
            .editMetadata()
            .addToLabels(Labels.selector(w.rr()))
            .endMetadata()
            .build();
    if (!bound) {
      taken.getMetadata().getAnnotations().remove(BIND_COMPLETED);
      taken.getMetadata().getAnnotations().remove(BOUND_BY_CONTROLLER);
    }
    return taken;
  }

  static PersistentVolumeClaim marked(Wanted w, PersistentVolumeClaim claim) {
    return new PersistentVolumeClaimBuilder(claim)
        .editMetadata()
        .addToAnnotations(Labels.ADOPTED, w.persistentVolume())
        .endMetadata()
        .build();
  }

  static Quantity capacity(PersistentVolume volume) {
    var capacity = volume.getSpec().getCapacity();
    return capacity == null || !capacity.containsKey(STORAGE)
        ? new Quantity("0")
        : capacity.get(STORAGE);
  }

  static Quantity request(PersistentVolumeClaim claim) {
    return claim.getSpec().getResources().getRequests().get(STORAGE);
  }

  /** Empty text: none. A claim without it would get the cluster's default class. */
  static String storageClass(PersistentVolume volume) {
    return storageClass(
        volume.getMetadata().getAnnotations(), volume.getSpec().getStorageClassName());
  }

  static String storageClass(PersistentVolumeClaim claim) {
    return storageClass(
        claim.getMetadata().getAnnotations(), claim.getSpec().getStorageClassName());
  }

  private static String storageClass(Map<String, String> annotations, String name) {
    var old = annotations == null ? null : annotations.get(OLD_CLASS);
    return old != null ? old : name == null ? "" : name;
  }
}
