package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;

/** Metadata that all objects of a set share. */
final class DesiredMeta {
  private DesiredMeta() {}

  static ObjectMeta of(RedisReplication rr, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(rr.getMetadata().getNamespace())
        .withLabels(Labels.selector(rr))
        .build();
  }
}
