package io.redisreplication;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Objects;

/**
 * What is worth a pass: the spec, a deletion, and annotations, by which users ask for things once
 * and which leave metadata.generation as it is. Not the status that the operator itself writes.
 */
@RegisterForReflection
public class RequestFilter implements OnUpdateFilter<RedisReplication> {
  @Override
  public boolean accept(RedisReplication now, RedisReplication before) {
    ObjectMeta a = now.getMetadata();
    ObjectMeta b = before.getMetadata();
    return !Objects.equals(a.getGeneration(), b.getGeneration())
        || !Objects.equals(a.getDeletionTimestamp(), b.getDeletionTimestamp())
        || !Objects.equals(a.getAnnotations(), b.getAnnotations());
  }
}
