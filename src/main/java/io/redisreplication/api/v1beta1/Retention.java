package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** As the StatefulSet's persistentVolumeClaimRetentionPolicy. */
public record Retention(
    @JsonPropertyDescription(
            "Claims when the resource is deleted: Retain keeps them (applying the resource again brings the data back), Delete deletes the data.")
        @Default("Retain")
        Policy whenDeleted,
    @JsonPropertyDescription("Claims of pods removed by a smaller replicas: Retain or Delete.")
        @Default("Retain")
        Policy whenScaled) {
  /** The names are those of Kubernetes. */
  public enum Policy {
    Retain,
    Delete
  }
}
