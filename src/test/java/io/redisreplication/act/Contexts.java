package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A pass's view of the caches. */
final class Contexts {
  private Contexts() {}

  @SuppressWarnings("unchecked")
  static Context<RedisReplication> of(List<? extends HasMetadata> cached) {
    return (Context<RedisReplication>)
        Proxy.newProxyInstance(
            Contexts.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getSecondaryResources" -> all(cached, (Class<?>) args[0]);
                  case "getSecondaryResource" ->
                      all(cached, (Class<?>) args[0]).stream()
                          .findFirst()
                          .map(Object.class::cast)
                          .or(Optional::empty);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Set<?> all(List<? extends HasMetadata> cached, Class<?> kind) {
    return cached.stream().filter(kind::isInstance).collect(Collectors.toSet());
  }
}
