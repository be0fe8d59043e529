package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.BaseConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an informer knows: what the test tells it, and the operator's own writes. */
final class FakeCache<T extends HasMetadata> extends InformerEventSource<T, RedisReplication> {
  private final Map<String, T> objects = new TreeMap<>();

  FakeCache(Class<T> kind, KubernetesClient client) {
    super(
        InformerEventSourceConfiguration.from(kind, RedisReplication.class)
            .withName(kind.getSimpleName())
            .withSecondaryToPrimaryMapper(object -> Set.of())
            .build(),
        new EventSourceContext<>(null, controller(), client, RedisReplication.class));
  }

  @SuppressWarnings("unchecked")
  private static ControllerConfiguration<RedisReplication> controller() {
    return (ControllerConfiguration<RedisReplication>)
        Proxy.newProxyInstance(
            FakeCache.class.getClassLoader(),
            new Class<?>[] {ControllerConfiguration.class},
            (proxy, method, args) -> new BaseConfigurationService());
  }

  void put(T object) {
    objects.put(object.getMetadata().getName(), object);
  }

  void remove(String name) {
    objects.remove(name);
  }

  List<T> all() {
    return List.copyOf(objects.values());
  }

  @Override
  public Optional<T> get(ResourceID id) {
    return Optional.ofNullable(objects.get(id.getName()));
  }

  @Override
  public synchronized void handleRecentResourceUpdate(ResourceID id, T now, T before) {
    put(now);
  }

  @Override
  public synchronized void handleRecentResourceCreate(ResourceID id, T created) {
    put(created);
  }
}
