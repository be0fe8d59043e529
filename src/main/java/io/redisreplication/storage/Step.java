package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.VolumeState;

/**
 * What is to be done next for one volume. Objects are as they are to be written, with the version
 * they were decided on.
 */
sealed interface Step {
  record MakeVolume(PersistentVolume volume) implements Step {}

  /**
   * @param was its reclaim policy until now
   */
  record Retain(PersistentVolume volume, String was) implements Step {}

  record Reserve(PersistentVolume volume) implements Step {}

  record MakeClaim(PersistentVolumeClaim claim) implements Step {}

  /** A claim that is there already gets the labels of the set. */
  record TakeClaim(PersistentVolumeClaim claim) implements Step {}

  /** The claim says that its volume was seen to. */
  record MarkClaim(PersistentVolumeClaim claim) implements Step {}

  /** Somebody else acts. */
  record Await(VolumeState state, String message) implements Step {}

  record Done() implements Step {}

  /**
   * @param reason CamelCase, as in a condition
   * @param message what is wrong and what mends it
   */
  record Refuse(String reason, String message) implements Step {}
}
