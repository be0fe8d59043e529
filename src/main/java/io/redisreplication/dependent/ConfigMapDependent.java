package io.redisreplication.dependent;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredConfigMap;
import io.redisreplication.desired.Labels;

/** Adapter of {@link io.redisreplication.desired}. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
public class ConfigMapDependent
    extends CRUDKubernetesDependentResource<ConfigMap, RedisReplication> {
  @Override
  protected ConfigMap desired(RedisReplication rr, Context<RedisReplication> context) {
    return DesiredConfigMap.of(rr, Plan.of(context).size());
  }

  /**
   * Leaves out the annotation javaoperatorsdk.io/previous: own writes are told apart without it.
   */
  @Override
  protected void addMetadata(
      boolean forMatch,
      ConfigMap actual,
      ConfigMap target,
      RedisReplication rr,
      Context<RedisReplication> context) {
    addReferenceHandlingMetadata(target, rr);
  }
}
