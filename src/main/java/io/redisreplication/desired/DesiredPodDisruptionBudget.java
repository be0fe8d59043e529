package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;

/**
 * Drains take one pod at a time, the next one when that is ready again. A pod that is not ready
 * gives nobody any service, so it may always go; otherwise a broken one would block a drain for
 * ever.
 */
public final class DesiredPodDisruptionBudget {
  private DesiredPodDisruptionBudget() {}

  public static PodDisruptionBudget of(RedisReplication rr) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(DesiredMeta.of(rr, rr.getMetadata().getName()))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Labels.selector(rr))
        .endSelector()
        .endSpec()
        .build();
  }
}
