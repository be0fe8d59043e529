package io.redisreplication.api.v1beta1;

/**
 * Who replaces pods that an update of the spec made outdated; the names are those of Kubernetes.
 */
public enum UpdateType {
  /** The operator: replicas first, from the highest ordinal, the primary last. */
  RollingUpdate,
  /** The user, by deleting pods; the operator hands the primary over first. */
  OnDelete
}
