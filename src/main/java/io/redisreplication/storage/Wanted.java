package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.StorageVolume;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.desired.Effective;
import io.redisreplication.desired.Labels;
import io.redisreplication.desired.Names;
import io.redisreplication.status.Claims;
import java.util.Comparator;
import java.util.List;

/** One entry of spec.storage.volumes and whose it is. */
record Wanted(RedisReplication rr, StorageVolume volume) {

  /** All entries of a resource, by ordinal. */
  static List<Wanted> of(RedisReplication rr) {
    return Effective.volumes(rr).stream()
        .map(v -> new Wanted(rr, v))
        .sorted(Comparator.comparingInt(Wanted::ordinal))
        .toList();
  }

  int ordinal() {
    return volume.ordinal();
  }

  String namespace() {
    return rr.getMetadata().getNamespace();
  }

  String claim() {
    return Names.claim(rr, ordinal());
  }

  /** Of the one that exists, or of the one that the operator makes. */
  String persistentVolume() {
    return volume.persistentVolumeName() != null
        ? volume.persistentVolumeName()
        : namespace() + "-" + claim();
  }

  /** Whether a claimRef names the claim of this entry. */
  boolean named(ObjectReference claimRef) {
    return claimRef != null
        && claim().equals(claimRef.getName())
        && namespace().equals(claimRef.getNamespace());
  }

  /** The operator has seen to it before, and Kubernetes says that it is bound. */
  boolean bound(PersistentVolumeClaim c) {
    var annotations = c.getMetadata().getAnnotations();
    return c.getMetadata().getName().equals(claim())
        && c.getMetadata().getDeletionTimestamp() == null
        && annotations != null
        && persistentVolume().equals(annotations.get(Labels.ADOPTED))
        && persistentVolume().equals(c.getSpec().getVolumeName())
        && Claims.bound(c);
  }

  VolumeStatus status(VolumeState state, String reason, String message) {
    return new VolumeStatus(ordinal(), persistentVolume(), claim(), state, reason, message);
  }
}
