package io.redisreplication.dependent;

import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.CRUDBulkDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredServices;
import io.redisreplication.desired.Labels;
import java.util.Map;
import java.util.stream.Collectors;

/** Adapter of {@link io.redisreplication.desired}. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
public class ServicesDependent extends CRUDKubernetesDependentResource<Service, RedisReplication>
    implements CRUDBulkDependentResource<Service, RedisReplication> {
  @Override
  public Map<String, Service> desiredResources(
      RedisReplication rr, Context<RedisReplication> context) {
    return DesiredServices.of(rr);
  }

  @Override
  public Map<String, Service> getSecondaryResources(
      RedisReplication rr, Context<RedisReplication> context) {
    var prefix = rr.getMetadata().getName() + "-";
    return context.getSecondaryResources(Service.class).stream()
        .filter(s -> s.getMetadata().getName().startsWith(prefix))
        .collect(
            Collectors.toMap(s -> s.getMetadata().getName().substring(prefix.length()), s -> s));
  }

  /**
   * Leaves out the annotation javaoperatorsdk.io/previous: own writes are told apart without it.
   */
  @Override
  protected void addMetadata(
      boolean forMatch,
      Service actual,
      Service target,
      RedisReplication rr,
      Context<RedisReplication> context) {
    addReferenceHandlingMetadata(target, rr);
  }
}
