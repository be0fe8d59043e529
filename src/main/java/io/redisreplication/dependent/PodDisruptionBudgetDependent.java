package io.redisreplication.dependent;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredPodDisruptionBudget;
import io.redisreplication.desired.Labels;

/** Adapter of {@link io.redisreplication.desired}. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
public class PodDisruptionBudgetDependent
    extends CRUDKubernetesDependentResource<PodDisruptionBudget, RedisReplication> {
  @Override
  protected PodDisruptionBudget desired(RedisReplication rr, Context<RedisReplication> context) {
    return DesiredPodDisruptionBudget.of(rr);
  }

  /**
   * Leaves out the annotation javaoperatorsdk.io/previous: own writes are told apart without it.
   */
  @Override
  protected void addMetadata(
      boolean forMatch,
      PodDisruptionBudget actual,
      PodDisruptionBudget target,
      RedisReplication rr,
      Context<RedisReplication> context) {
    addReferenceHandlingMetadata(target, rr);
  }
}
