package io.redisreplication.dependent;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredStatefulSet;
import io.redisreplication.desired.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Adapter of {@link io.redisreplication.desired}. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
public class StatefulSetDependent
    extends CRUDKubernetesDependentResource<StatefulSet, RedisReplication> {
  /** Of sets whose StatefulSet is made anew: the next one has the same pod template. */
  private final Map<ResourceID, StatefulSet> last = new ConcurrentHashMap<>();

  @Override
  protected StatefulSet desired(RedisReplication rr, Context<RedisReplication> context) {
    var id = ResourceID.fromResource(rr);
    var size = Plan.of(context).size();
    var existing = context.getSecondaryResource(StatefulSet.class);
    if (existing.isEmpty()) {
      return DesiredStatefulSet.anew(rr, size, Optional.ofNullable(last.get(id)));
    }
    if (DesiredStatefulSet.mustBeMadeAnew(rr, existing.get())) {
      last.put(id, existing.get());
    } else {
      last.remove(id);
    }
    return DesiredStatefulSet.of(rr, size, existing);
  }

  /**
   * Leaves out the annotation javaoperatorsdk.io/previous: own writes are told apart without it.
   */
  @Override
  protected void addMetadata(
      boolean forMatch,
      StatefulSet actual,
      StatefulSet target,
      RedisReplication rr,
      Context<RedisReplication> context) {
    addReferenceHandlingMetadata(target, rr);
  }
}
