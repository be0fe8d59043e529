package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** The claim of each pod, or none for a cache. */
@ValidationRule(
    value = "!has(self.size) || isQuantity(string(self.size))",
    fieldPath = ".size",
    message = "size must be a quantity, for example 1Gi")
@ValidationRule(
    value =
        "!has(self.size) || !isQuantity(string(self.size)) || quantity(string(self.size)).isGreaterThan(quantity('0'))",
    fieldPath = ".size",
    message = "size must be above 0")
@ValidationRule(
    value =
        "!has(self.size) || !has(oldSelf.size) || !isQuantity(string(self.size)) || quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0",
    fieldPath = ".size",
    message = "size cannot shrink: Kubernetes cannot make a volume smaller")
@ValidationRule(
    value =
        "!has(self.claimTemplateName) || !has(oldSelf.claimTemplateName) || self.claimTemplateName == oldSelf.claimTemplateName",
    fieldPath = ".claimTemplateName",
    message = "claimTemplateName cannot change: the names of the claims are made from it")
@ValidationRule(
    value =
        "!has(self.claimTemplateName) || !(self.claimTemplateName in ['config','topology','run','auth'])",
    fieldPath = ".claimTemplateName",
    message =
        "config, topology, run and auth are names of the pods' own volumes: choose another one")
@ValidationRule(
    value =
        "!has(self.ephemeral) || !has(oldSelf.ephemeral) || self.ephemeral == oldSelf.ephemeral",
    fieldPath = ".ephemeral",
    message = "ephemeral cannot change: make a new resource and copy the data")
@ValidationRule(
    value =
        "!has(self.volumes) || size(self.volumes) == 0 || !has(self.ephemeral) || !self.ephemeral",
    fieldPath = ".volumes",
    message = "a cache has no claims: volumes and ephemeral exclude each other")
@ValidationRule(
    value =
        "!has(self.volumes) || self.volumes.all(v, self.volumes.exists_one(w, w.ordinal == v.ordinal))",
    fieldPath = ".volumes",
    message = "volumes: an ordinal gets one disk, name each ordinal once")
@ValidationRule(
    value =
        "!has(self.volumes) || self.volumes.all(v, !has(v.persistentVolumeName) || self.volumes.exists_one(w, has(w.persistentVolumeName) && w.persistentVolumeName == v.persistentVolumeName))",
    fieldPath = ".volumes",
    message = "volumes: a disk belongs to one pod, name each persistentVolumeName once")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Storage(
    @JsonPropertyDescription(
            "Size of each claim, a quantity in bytes such as 1Gi. It can grow, never shrink.")
        @Default("1Gi")
        Quantity size,
    @JsonPropertyDescription(
            "StorageClass of the claims. Not set: the cluster's default class. Empty text: only volumes that exist already. A change holds for new claims.")
        @Pattern("^([a-z0-9]([-.a-z0-9]*[a-z0-9])?)?$")
        @Size(max = 253)
        String storageClassName,
    @JsonPropertyDescription("Access modes of the claims. A change holds for new claims.")
        @Default("[\"ReadWriteOnce\"]")
        @Size(min = 1, max = 4)
        List<AccessMode> accessModes,
    @JsonPropertyDescription(
            "Claims are named CLAIMTEMPLATENAME-NAME-ORDINAL, for example data-redis-0. Cannot change.")
        @Default("data")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        String claimTemplateName,
    @JsonPropertyDescription("What happens to claims that are no longer needed.") @Default("{}")
        Retention retention,
    @JsonPropertyDescription(
            "true: a cache. The data lives as long as the pod, and appendonly is off by default. With a storageClassName each pod has a volume of that class and of size, else a folder on its node. Cannot change.")
        @Default("false")
        Boolean ephemeral,
    @JsonPropertyDescription(
            "Retain: the volumes behind the claims are set to the reclaim policy Retain, so that their data outlives the claims. AsIs: they keep what they were made with. Those of volumes are always set to Retain.")
        @Default("AsIs")
        ReclaimPolicy reclaimPolicy,
    @JsonPropertyDescription(
            "Labels of PersistentVolumes that claims may bind to, as in a claim. A change holds for new claims.")
        LabelSelector selector,
    @JsonPropertyDescription(
            "Disks that hold data already, each for the pod of one ordinal. One of a set is enough: the others are filled from it. The newest data decides who is primary, whatever its ordinal.")
        @Size(max = 64)
        List<StorageVolume> volumes) {}
