package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import java.util.List;
import java.util.Map;

/** A disk that exists, for the pod of one ordinal. */
@ValidationRule(
    value = "has(self.persistentVolumeName) != has(self.source)",
    message =
        "give either persistentVolumeName (a PersistentVolume that exists) or source (the operator makes one from it)")
@ValidationRule(
    value = "!has(self.source) || has(self.capacity)",
    message = "a source needs a capacity, for example 1Gi: Kubernetes does not ask the disk")
@ValidationRule(
    value =
        "has(self.source) || !(has(self.capacity) || has(self.accessModes) || has(self.volumeMode) || has(self.storageClassName) || has(self.mountOptions) || has(self.nodeAffinity))",
    message =
        "capacity, accessModes, volumeMode, storageClassName, mountOptions and nodeAffinity go with source: a PersistentVolume that exists has its own")
@ValidationRule(
    value =
        "!has(self.capacity) || isQuantity(string(self.capacity)) && quantity(string(self.capacity)).isGreaterThan(quantity('0'))",
    fieldPath = ".capacity",
    message = "capacity must be a quantity above 0, for example 1Gi")
@ValidationRule(
    value = "!has(self.volumeMode) || self.volumeMode != 'Block'",
    fieldPath = ".volumeMode",
    message = "Redis needs a file system: volumeMode must be Filesystem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorageVolume(
    @JsonPropertyDescription("Ordinal of the pod that gets the disk, from 0.")
        @Required
        @Min(0)
        @Max(1023)
        Integer ordinal,
    @JsonPropertyDescription(
            "Name of a PersistentVolume that exists; a Released one of a former set too.")
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        @Size(max = 253)
        String persistentVolumeName,
    @JsonPropertyDescription(
            "Source of a PersistentVolume that the operator makes, as in its spec: exactly one of csi, nfs, hostPath, local, iscsi, fc and so on. The volume is named NAMESPACE-CLAIM.")
        @PreserveUnknownFields
        @Size(min = 1, max = 1)
        Map<String, Object> source,
    @JsonPropertyDescription("With source: size of the disk, a quantity in bytes such as 1Gi.")
        Quantity capacity,
    @JsonPropertyDescription(
            "With source: access modes of the volume; those of the claims when not set.")
        @Size(min = 1, max = 4)
        List<AccessMode> accessModes,
    @JsonPropertyDescription("With source: Filesystem, which it also is when not set.")
        VolumeMode volumeMode,
    @JsonPropertyDescription("With source: StorageClass of the volume; none when not set.")
        @Pattern("^([a-z0-9]([-.a-z0-9]*[a-z0-9])?)?$")
        @Size(max = 253)
        String storageClassName,
    @JsonPropertyDescription("With source: options of mount, for example nfsvers=4.1.")
        List<String> mountOptions,
    @JsonPropertyDescription("With source: nodes that reach the disk; a local one needs it.")
        VolumeNodeAffinity nodeAffinity) {}
