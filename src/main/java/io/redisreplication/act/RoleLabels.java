package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Labels;
import io.redisreplication.topology.Roles;
import io.redisreplication.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the roles on the pods: the Services select by them. */
public final class RoleLabels {
  private final KubernetesClient client;
  private final Guard guard;
  private InformerEventSource<Pod, RedisReplication> cache;

  public RoleLabels(KubernetesClient client, Guard guard) {
    this.client = client;
    this.guard = guard;
  }

  public void readFrom(InformerEventSource<Pod, RedisReplication> cache) {
    this.cache = cache;
  }

  /**
   * Roles as they are seen now; a role that is merely out of sight stays.
   *
   * @return pods that are replicas from now on
   */
  List<String> apply(RedisReplication rr, Seen seen) {
    var pods = seen.pods();
    var t = seen.topology();
    withdraw(
        seen, pods.stream().filter(p -> !wanted(p, t).equals(Optional.of(Roles.PRIMARY))).toList());
    for (var pod : pods) {
      var notes =
          Map.of(
              Labels.EPOCH, String.valueOf(t.record().epoch()),
              ConfigStamp.ANNOTATION, ConfigStamp.of(pod, rr));
      patch(seen, pod, wanted(pod, t), notes);
    }
    return pods.stream()
        .filter(p -> wanted(p, t).equals(Optional.of(Roles.REPLICA)))
        .filter(p -> !role(p).equals(Optional.of(Roles.REPLICA)))
        .map(p -> p.getMetadata().getName())
        .toList();
  }

  private static Optional<String> wanted(Pod pod, Topology t) {
    return t.members().stream()
        .filter(m -> m.pod().equals(pod.getMetadata().getName()))
        .findFirst()
        .flatMap(m -> Roles.of(t, m, role(pod)));
  }

  /** To that pod, from whoever has it; the Service never has two. */
  void move(Seen seen, String to) {
    withdraw(
        seen, seen.pods().stream().filter(p -> !p.getMetadata().getName().equals(to)).toList());
    seen.pods().stream()
        .filter(p -> p.getMetadata().getName().equals(to))
        .forEach(p -> patch(seen, p, Optional.of(Roles.PRIMARY), Map.of()));
  }

  /** Closes the Service before anybody is held or promoted. */
  public void withdraw(Seen seen, List<Pod> pods) {
    pods.stream()
        .map(this::latest)
        .filter(p -> role(p).filter(Labels.PRIMARY::equals).isPresent())
        .forEach(p -> patch(seen, p, Optional.empty(), Map.of()));
  }

  /** With what this pass has written to it. */
  private Pod latest(Pod pod) {
    return cache == null ? pod : cache.get(ResourceID.fromResource(pod)).orElse(pod);
  }

  static Optional<String> role(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).map(l -> l.get(Labels.ROLE));
  }

  private static boolean noted(Pod pod, Map<String, String> notes) {
    var annotations = pod.getMetadata().getAnnotations();
    return annotations != null
        ? annotations.entrySet().containsAll(notes.entrySet())
        : notes.isEmpty();
  }

  /** The uid keeps the patch from a pod that has been re-created meanwhile. */
  private void patch(Seen seen, Pod pod, Optional<String> role, Map<String, String> notes) {
    if (role(pod).equals(role) && noted(pod, notes)) {
      return;
    }
    guard.requireFresh(seen);
    var labels = new HashMap<String, String>();
    labels.put(Labels.ROLE, role.orElse(null));
    labels.put(Labels.SERVING, role.map(r -> "true").orElse(null));
    var meta = Map.of("uid", pod.getMetadata().getUid(), "labels", labels, "annotations", notes);
    try {
      var patched =
          client
              .resource(pod)
              .patch(PatchContext.of(PatchType.JSON_MERGE), json(Map.of("metadata", meta)));
      cache.handleRecentResourceUpdate(ResourceID.fromResource(pod), patched, pod);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404 && e.getCode() != 422) {
        throw e;
      }
    }
  }

  private static String json(Map<String, ?> patch) {
    return Serialization.asJson(patch);
  }
}
