package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.List;
import java.util.Optional;

/** The StatefulSet: names, claims and pods. Roles are none of its business. */
public final class DesiredStatefulSet {
  private DesiredStatefulSet() {}

  /**
   * @param size pods that are to exist: spec.replicas, or more while a scale-down must wait
   * @param existing keeps what Kubernetes does not let change, and its pod template while the spec
   *     of the pods is the same: a newer operator restarts nobody
   */
  public static StatefulSet of(RedisReplication rr, int size, Optional<StatefulSet> existing) {
    return of(rr, size, existing, existing);
  }

  /**
   * @param before one that is gone while its pods run on: they were made from its pod template
   */
  public static StatefulSet anew(RedisReplication rr, int size, Optional<StatefulSet> before) {
    return of(rr, size, Optional.empty(), before);
  }

  private static StatefulSet of(
      RedisReplication rr, int size, Optional<StatefulSet> existing, Optional<StatefulSet> before) {
    var spec = rr.getSpec();
    var template = PodTemplate.of(rr, before);
    var set =
        new StatefulSetBuilder()
            .withMetadata(DesiredMeta.of(rr, Names.statefulSet(rr)))
            .editMetadata()
            .addToAnnotations(template.notes())
            .endMetadata()
            .withNewSpec()
            .withServiceName(Names.headlessService(rr))
            .withReplicas(size)
            .withPodManagementPolicy(
                existing
                    .map(s -> s.getSpec().getPodManagementPolicy())
                    .orElse(spec.podManagementPolicy().name()))
            .withNewSelector()
            .withMatchLabels(Labels.selector(rr))
            .endSelector()
            .withNewUpdateStrategy()
            .withType("OnDelete")
            .endUpdateStrategy()
            .withTemplate(template.pod())
            .endSpec();
    if (!Effective.ephemeral(rr)) {
      var retention = spec.storage().retention();
      var claim = claim(spec.storage().claimTemplateName(), ClaimSpec.of(rr));
      set.editSpec()
          .withVolumeClaimTemplates(existing.map(DesiredStatefulSet::claims).orElse(List.of(claim)))
          .withNewPersistentVolumeClaimRetentionPolicy()
          .withWhenDeleted(retention.whenDeleted().name())
          .withWhenScaled(retention.whenScaled().name())
          .endPersistentVolumeClaimRetentionPolicy()
          .endSpec();
    }
    return set.build();
  }

  /** The spec changed what can only be given to a StatefulSet when it is made. */
  public static boolean mustBeMadeAnew(RedisReplication rr, StatefulSet existing) {
    var now = of(rr, 0, Optional.of(existing)).getSpec();
    var anew = of(rr, 0, Optional.empty()).getSpec();
    return !now.getPodManagementPolicy().equals(anew.getPodManagementPolicy())
        || !now.getVolumeClaimTemplates().equals(anew.getVolumeClaimTemplates());
  }

  private static List<PersistentVolumeClaim> claims(StatefulSet existing) {
    return existing.getSpec().getVolumeClaimTemplates().stream()
        .map(c -> claim(c.getMetadata().getName(), ClaimSpec.of(c.getSpec())))
        .toList();
  }

  private static PersistentVolumeClaim claim(String name, PersistentVolumeClaimSpec spec) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withSpec(spec)
        .build();
  }
}
