package io.redisreplication.api.v1beta1;

/**
 * Access modes of a PersistentVolumeClaim that can be written to; the names are those of
 * Kubernetes.
 */
public enum AccessMode {
  ReadWriteOnce,
  ReadWriteOncePod,
  ReadWriteMany
}
