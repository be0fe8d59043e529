package io.redisreplication.api.v1beta1;

/** Mode of a PersistentVolume; the names are those of Kubernetes. */
public enum VolumeMode {
  Filesystem,
  Block
}
