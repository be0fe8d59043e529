package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every state of the endpoints of one Service, as they are told to every kube-proxy. */
final class Endpoints implements ResourceEventHandler<EndpointSlice>, AutoCloseable {
  private final SharedIndexInformer<EndpointSlice> informer;
  private final Map<String, List<String>> slices = new TreeMap<>();
  private final List<String> history = new ArrayList<>();
  private final List<String> doubles = new ArrayList<>();

  Endpoints(KubernetesClient client, String namespace, String service) {
    informer =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(namespace)
            .withLabel("kubernetes.io/service-name", service)
            .inform(this);
  }

  /** Clients reach the primary: endpoints follow readiness a moment later. */
  static void awaitPrimary(RedisSet set) {
    RedisSet.eventually(
        "endpoint of the primary",
        () -> assertThat(set.endpoints("primary")).containsExactly(set.primary()));
  }

  /** "12:00:00.123 redis-0", one for each change. */
  synchronized List<String> history() {
    return List.copyOf(history);
  }

  /** Those with more than one ready endpoint. */
  synchronized List<String> doubles() {
    return List.copyOf(doubles);
  }

  @Override
  public void onAdd(EndpointSlice slice) {
    var endpoints = Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream);
    see(slice, endpoints.filter(Endpoints::ready).map(e -> e.getTargetRef().getName()).toList());
  }

  @Override
  public void onUpdate(EndpointSlice before, EndpointSlice now) {
    onAdd(now);
  }

  @Override
  public void onDelete(EndpointSlice slice, boolean unknown) {
    see(slice, List.of());
  }

  private synchronized void see(EndpointSlice slice, List<String> ready) {
    slices.put(slice.getMetadata().getName(), ready);
    var all = slices.values().stream().flatMap(List::stream).distinct().sorted().toList();
    var entry = all.isEmpty() ? "nobody" : String.join(" and ", all);
    if (history.isEmpty() || !history.get(history.size() - 1).endsWith(" " + entry)) {
      var line = LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + entry;
      history.add(line);
      if (all.size() > 1) {
        doubles.add(line);
      }
    }
  }

  private static boolean ready(Endpoint e) {
    return Boolean.TRUE.equals(e.getConditions().getReady());
  }

  @Override
  public void close() {
    informer.close();
  }
}
