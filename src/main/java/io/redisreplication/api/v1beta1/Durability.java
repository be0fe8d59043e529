package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Write fencing by Redis itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Durability(
    @JsonPropertyDescription(
            "Replicas that must follow the primary for it to take writes (min-replicas-to-write). Not set: 1 from three pods on, 0 below.")
        @Min(0)
        Integer minReplicasToWrite,
    @JsonPropertyDescription(
            "Seconds after which a silent replica no longer counts (min-replicas-max-lag), 1 to 3600.")
        @Min(1)
        @Max(3600)
        @Default("10")
        Integer maxLagSeconds) {}
