package io.redisreplication.api.v1beta1;

/** How far a volume of storage.volumes has come to its pod's claim. */
public enum VolumeState {
  /** Nothing was changed yet. */
  Checking,
  /** The operator makes it from its source. */
  Creating,
  /** Its reclaim policy becomes Retain. */
  Retaining,
  /** Its claimRef becomes that of the claim. */
  Reserving,
  /** The claim is made. */
  Claiming,
  /** Kubernetes binds claim and volume. */
  Binding,
  /** Done: the pod of that ordinal gets it. */
  Bound,
  /** It cannot be used; reason and message say why. Nothing is deleted to make room. */
  Refused
}
