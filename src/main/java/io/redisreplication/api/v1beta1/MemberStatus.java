package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One pod of the set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberStatus(
    @JsonPropertyDescription("Name of the pod.") String pod,
    @JsonPropertyDescription("Number at the end of the pod's name, from 0.") Integer ordinal,
    @JsonPropertyDescription("primary or replica; not set while it is neither.") String role,
    @JsonPropertyDescription(
            "Primary, InSync, Syncing, Lagging, Held (boots and waits), Loading, Unreachable or Foreign (its data is not of this set).")
        MemberState state,
    @JsonPropertyDescription("Why it is in that state, when that is not plain.") String message,
    @JsonPropertyDescription("Node it runs on.") String node,
    @JsonPropertyDescription("PersistentVolume with its data.") String volume,
    @JsonPropertyDescription("Revision of the StatefulSet it was made from.") String revision) {}
