package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;

/** How running pods take over a change of the spec. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Update(
    @JsonPropertyDescription(
            "RollingUpdate: the operator replaces pods one at a time, replicas first, the primary last after a hand-over. OnDelete: you delete them.")
        @Default("RollingUpdate")
        UpdateType type,
    @JsonPropertyDescription(
            "Canary: only pods with an ordinal of at least this are updated. 0 updates all, a number from replicas on none.")
        @Min(0)
        @Default("0")
        Integer partition) {}
