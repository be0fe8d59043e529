package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.VolumeMode;
import io.redisreplication.desired.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PersistentVolumes as the steps write them. */
final class VolumeObjects {
  /** The binder lets go of a volume that carries it when the claim does not fit. */
  private static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";

  private VolumeObjects() {}

  static PersistentVolume made(Wanted w) {
    var v = w.volume();
    var modes =
        v.accessModes() == null ? w.rr().getSpec().storage().accessModes() : v.accessModes();
    var spec = Sources.spec(v.source());
    spec.setCapacity(Map.of("storage", v.capacity()));
    spec.setAccessModes(modes.stream().map(Enum::name).toList());
    spec.setVolumeMode(VolumeMode.Filesystem.name());
    spec.setPersistentVolumeReclaimPolicy("Retain");
    spec.setStorageClassName(v.storageClassName());
    spec.setMountOptions(v.mountOptions() == null ? List.of() : v.mountOptions());
    spec.setNodeAffinity(v.nodeAffinity());
    spec.setClaimRef(claimRef(w));
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(w.persistentVolume())
        .withLabels(Labels.selector(w.rr()))
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  static PersistentVolume retained(PersistentVolume volume) {
    return new PersistentVolumeBuilder(volume)
        .editSpec()
        .withPersistentVolumeReclaimPolicy("Retain")
        .endSpec()
        .build();
  }

  /** Nothing is left of a claim that is gone: its uid and version would keep the new one out. */
  static PersistentVolume reservedFor(Wanted w, PersistentVolume volume) {
    return new PersistentVolumeBuilder(volume)
        .editMetadata()
        .removeFromAnnotations(BOUND_BY_CONTROLLER)
        .endMetadata()
        .editSpec()
        .withClaimRef(claimRef(w))
        .endSpec()
        .build();
  }

  /** Its claimRef names the claim, and no claim of that name that is gone. */
  static boolean reserved(
      Wanted w, PersistentVolume volume, Optional<PersistentVolumeClaim> claim) {
    var ref = volume.getSpec().getClaimRef();
    return w.named(ref)
        && (blank(ref.getUid())
            ? blank(ref.getResourceVersion())
            : claim.filter(c -> c.getMetadata().getUid().equals(ref.getUid())).isPresent());
  }

  /** As Kubernetes has seen it last; "" before that. */
  static String phase(PersistentVolume volume) {
    var status = volume.getStatus();
    return status == null || status.getPhase() == null ? "" : status.getPhase();
  }

  static boolean blank(String text) {
    return text == null || text.isEmpty();
  }

  private static ObjectReference claimRef(Wanted w) {
    return new ObjectReferenceBuilder()
        .withApiVersion("v1")
        .withKind("PersistentVolumeClaim")
        .withNamespace(w.namespace())
        .withName(w.claim())
        .build();
  }
}
