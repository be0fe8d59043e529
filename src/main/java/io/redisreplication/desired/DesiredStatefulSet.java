package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The StatefulSet: names, claims and pods. Roles are none of its business. */
public final class DesiredStatefulSet {
  private DesiredStatefulSet() {}

  /**
   * @param size pods that are to exist: spec.replicas, or more while a scale-down must wait
   * @param existing its claim templates are kept, because Kubernetes does not let them change
   */
  public static StatefulSet of(RedisReplication rr, int size, Optional<StatefulSet> existing) {
    var spec = rr.getSpec();
    var set =
        new StatefulSetBuilder()
            .withMetadata(DesiredMeta.of(rr, Names.statefulSet(rr)))
            .withNewSpec()
            .withServiceName(Names.headlessService(rr))
            .withReplicas(size)
            .withPodManagementPolicy(spec.podManagementPolicy().name())
            .withNewSelector()
            .withMatchLabels(Labels.selector(rr))
            .endSelector()
            .withNewUpdateStrategy()
            .withType("OnDelete")
            .endUpdateStrategy()
            .withTemplate(DesiredPod.of(rr))
            .endSpec();
    if (!Effective.ephemeral(rr)) {
      var retention = spec.storage().retention();
      set.editSpec()
          .withVolumeClaimTemplates(
              existing.map(DesiredStatefulSet::claims).orElse(List.of(claim(rr))))
          .withNewPersistentVolumeClaimRetentionPolicy()
          .withWhenDeleted(retention.whenDeleted().name())
          .withWhenScaled(retention.whenScaled().name())
          .endPersistentVolumeClaimRetentionPolicy()
          .endSpec();
    }
    return set.build();
  }

  private static List<PersistentVolumeClaim> claims(StatefulSet existing) {
    return existing.getSpec().getVolumeClaimTemplates().stream()
        .map(
            c ->
                claim(
                    c.getMetadata().getName(),
                    c.getSpec().getAccessModes(),
                    c.getSpec().getStorageClassName(),
                    c.getSpec().getResources().getRequests().get("storage")))
        .toList();
  }

  private static PersistentVolumeClaim claim(RedisReplication rr) {
    var storage = rr.getSpec().storage();
    return claim(
        storage.claimTemplateName(),
        storage.accessModes().stream().map(Enum::name).toList(),
        storage.storageClassName(),
        storage.size());
  }

  private static PersistentVolumeClaim claim(
      String name, List<String> accessModes, String storageClass, Quantity size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withAccessModes(accessModes)
        .withStorageClassName(storageClass)
        .withNewResources()
        .withRequests(Map.of("storage", size))
        .endResources()
        .endSpec()
        .build();
  }
}
