package io.redisreplication;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Labels;
import java.util.Set;

/**
 * Watches objects by the labels of a set. Pods and claims have no owner of our kind, so the label
 * tells whose they are.
 */
final class LabelledSource {
  private LabelledSource() {}

  static <T extends HasMetadata> InformerEventSource<T, RedisReplication> of(
      Class<T> kind, String name, EventSourceContext<RedisReplication> context) {
    var config =
        InformerEventSourceConfiguration.from(kind, RedisReplication.class)
            .withName(name)
            .withLabelSelector(Labels.MANAGED)
            .withSecondaryToPrimaryMapper(LabelledSource::owner)
            .build();
    return new InformerEventSource<>(config, context);
  }

  private static Set<ResourceID> owner(HasMetadata object) {
    var name = object.getMetadata().getLabels().get(Labels.INSTANCE);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
  }
}
