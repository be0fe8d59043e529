package io.redisreplication.api.v1beta1;

/** Order in which the StatefulSet makes and removes pods; the names are those of Kubernetes. */
public enum PodManagementPolicy {
  Parallel,
  OrderedReady
}
