package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One volume of spec.storage.volumes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeStatus(
    @JsonPropertyDescription("Ordinal of the pod that is to get it, from 0.") Integer ordinal,
    @JsonPropertyDescription("Name of the PersistentVolume.") String persistentVolume,
    @JsonPropertyDescription("Name of the PersistentVolumeClaim.") String claim,
    @JsonPropertyDescription(
            "Checking, Creating (from its source), Retaining (reclaim policy), Reserving (claimRef), Claiming, Binding, Bound or Refused.")
        VolumeState state,
    @JsonPropertyDescription("Why it is refused, one word in CamelCase.") String reason,
    @JsonPropertyDescription("What is wrong and what mends it, or what it waits for.")
        String message) {}
