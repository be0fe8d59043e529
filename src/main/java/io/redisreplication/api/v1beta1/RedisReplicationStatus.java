package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What is. Nothing in it moves by itself: offsets and lags are metrics. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedisReplicationStatus(
    @JsonPropertyDescription("metadata.generation that this status is about.")
        Long observedGeneration,
    @JsonPropertyDescription("Pods that exist.") @StatusReplicas Integer replicas,
    @JsonPropertyDescription("Pods that are ready.") Integer readyReplicas,
    @JsonPropertyDescription("Label selector of the pods, for HorizontalPodAutoscaler.")
        @LabelSelector
        String selector,
    @JsonPropertyDescription("Pod that takes the writes; not set while there is none.")
        String primary,
    @JsonPropertyDescription("Counts the changes of primary, from 1.") Integer epoch,
    @JsonPropertyDescription("One entry for each pod, by ordinal.") List<MemberStatus> members,
    @JsonPropertyDescription("One entry for each of spec.storage.volumes, by ordinal.")
        List<VolumeStatus> volumes,
    @JsonPropertyDescription("The last change of primary.") LastFailover lastFailover,
    @JsonPropertyDescription(
            "Ready, Replicating, StorageReady, Progressing: reason and message say what to do.")
        List<Condition> conditions) {}
