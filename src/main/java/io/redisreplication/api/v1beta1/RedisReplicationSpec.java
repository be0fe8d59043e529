package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/**
 * What the user wants. Defaults are filled in by the API server, so they show in the stored object.
 */
@ValidationRule(
    value = "!has(self.primaryOrdinal) || self.primaryOrdinal < self.replicas",
    fieldPath = ".primaryOrdinal",
    message = "primaryOrdinal must be below replicas: ordinals count from 0")
@ValidationRule(
    value =
        "!has(self.durability) || !has(self.durability.minReplicasToWrite) || self.durability.minReplicasToWrite < self.replicas",
    fieldPath = ".durability.minReplicasToWrite",
    message = "minReplicasToWrite must be below replicas, or the primary would refuse every write")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedisReplicationSpec(
    @JsonPropertyDescription(
            "Pods in all: one primary, the others its replicas. 'kubectl scale rr/NAME --replicas=N' changes it.")
        @SpecReplicas
        @Min(1)
        @Default("3")
        Integer replicas,
    @JsonPropertyDescription("Image of Redis 7.0 or later, or of Valkey 7.2 or later.")
        @Default("docker.io/library/redis:8.0")
        @Pattern("^\\S+$")
        @Size(max = 512)
        String image,
    @JsonPropertyDescription(
            "Ordinal of the pod that is to be the primary: it is moved there, without loss, whenever that pod has been in sync for 60 seconds (longer after each primary that failed there). Not set: 0 in a new set, afterwards the primary stays where it is. When copies of data on disks cannot be compared, it names the one to keep.")
        @Min(0)
        Integer primaryOrdinal,
    @JsonPropertyDescription("Directives of redis.conf: common to all, or of one role only.")
        RedisConfig config,
    @JsonPropertyDescription("The disks.") @Default("{}") Storage storage,
    @JsonPropertyDescription("The password of the default user.") @Default("{}") Auth auth,
    @JsonPropertyDescription(
            "When the primary stops taking writes because too few replicas follow it.")
        @Default("{}")
        Durability durability,
    @JsonPropertyDescription("When another member takes over from a primary that fails.")
        @Default("{}")
        Failover failover,
    @JsonPropertyDescription("How running pods take over a change of the spec.") @Default("{}")
        Update update,
    @JsonPropertyDescription(
            "Parallel starts all pods at once; OrderedReady one after the other, by ordinal.")
        @Default("Parallel")
        PodManagementPolicy podManagementPolicy,
    @JsonPropertyDescription("What the pods look like beyond Redis itself.") PodSettings pod,
    @JsonPropertyDescription(
            "true: the operator only watches and reports; it changes neither objects nor Redis.")
        @Default("false")
        Boolean paused) {}
