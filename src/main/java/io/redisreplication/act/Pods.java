package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.HashMap;
import java.util.Map;

/** Writes to pods. The uid keeps a write from the pod that has taken its place meanwhile. */
public final class Pods {
  private final KubernetesClient client;
  private InformerEventSource<Pod, RedisReplication> cache;

  public Pods(KubernetesClient client) {
    this.client = client;
  }

  public void readFrom(InformerEventSource<Pod, RedisReplication> cache) {
    this.cache = cache;
  }

  /** The StatefulSet makes a new one. */
  void delete(Pod pod) {
    var meta = pod.getMetadata();
    var only = new DeleteOptionsBuilder().withNewPreconditions(null, meta.getUid()).build();
    var path = "/api/v1/namespaces/%s/pods/%s".formatted(meta.getNamespace(), meta.getName());
    try {
      if (Serialization.unmarshal(client.raw(path, "DELETE", only)) instanceof Pod terminating) {
        cache.handleRecentResourceUpdate(ResourceID.fromResource(pod), terminating, pod);
      }
    } catch (KubernetesClientException e) {
      unlessGone(e);
    }
  }

  /** As this pass has left it. */
  Pod latest(Pod pod) {
    return cache
        .get(ResourceID.fromResource(pod))
        .filter(p -> p.getMetadata().getUid().equals(pod.getMetadata().getUid()))
        .orElse(pod);
  }

  /**
   * @param meta labels and annotations; null takes one away
   */
  void patch(Pod pod, Map<String, ? extends Map<String, String>> meta) {
    var whole = new HashMap<String, Object>(meta);
    whole.put("uid", pod.getMetadata().getUid());
    var patch = Serialization.asJson(Map.of("metadata", whole));
    try {
      var before = latest(pod);
      var patched = client.resource(pod).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      cache.handleRecentResourceUpdate(ResourceID.fromResource(pod), patched, before);
    } catch (KubernetesClientException e) {
      unlessGone(e);
    }
  }

  /** 404: no such pod; 409 and 422: another uid. */
  private static void unlessGone(KubernetesClientException e) {
    if (e.getCode() != 404 && e.getCode() != 409 && e.getCode() != 422) {
      throw e;
    }
  }
}
