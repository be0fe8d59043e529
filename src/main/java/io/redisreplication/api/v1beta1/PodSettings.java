package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;

/** Parts of the pod template, with the meaning they have in a PodSpec. */
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(k, !k.startsWith('redisreplication.io/') && !(k in ['app.kubernetes.io/name','app.kubernetes.io/instance','app.kubernetes.io/component','app.kubernetes.io/managed-by']))",
    fieldPath = ".labels",
    message =
        "labels redisreplication.io/... and app.kubernetes.io/name, instance, component, managed-by are set by the operator: Services find the pods by them")
@ValidationRule(
    value =
        "!has(self.annotations) || self.annotations.all(k, !k.startsWith('redisreplication.io/'))",
    fieldPath = ".annotations",
    message = "annotations redisreplication.io/... are set by the operator: remove them")
@ValidationRule(
    value =
        "!has(self.env) || self.env.all(e, !has(e.name) || !(e.name in ['POD_NAME','POD_NAMESPACE']) && !e.name.startsWith('RR_'))",
    fieldPath = ".env",
    message =
        "POD_NAME, POD_NAMESPACE and names that start with RR_ are read by the operator's scripts: choose others")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodSettings(
    @JsonPropertyDescription(
            "Requests and limits of the container redis (cpu in cores, memory in bytes).")
        ResourceRequirements resources,
    @JsonPropertyDescription("Labels a node must have.") Map<String, String> nodeSelector,
    @JsonPropertyDescription("Affinity of the pods.") Affinity affinity,
    @JsonPropertyDescription("Taints that the pods tolerate.") List<Toleration> tolerations,
    @JsonPropertyDescription("How the pods spread over zones and nodes.")
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @JsonPropertyDescription("PriorityClass of the pods.") String priorityClassName,
    @JsonPropertyDescription("Further labels of the pods.") @Size(max = 64)
        Map<String, String> labels,
    @JsonPropertyDescription("Further annotations of the pods.") @Size(max = 64)
        Map<String, String> annotations,
    @JsonPropertyDescription(
            "Replaces the default security context of the pods (user, group and fsGroup 999, RuntimeDefault seccomp).")
        PodSecurityContext securityContext,
    @JsonPropertyDescription("Further environment of the container redis.") @Size(max = 128)
        List<EnvVar> env,
    @JsonPropertyDescription("Secrets for a private registry.")
        List<LocalObjectReference> imagePullSecrets,
    @JsonPropertyDescription(
            "Seconds a pod gets to stop; 30 when not set. A primary stays for up to 10 until it has handed over; if nobody took over, Redis then waits up to 10 for its replicas.")
        @Min(1)
        Long terminationGracePeriodSeconds) {}
