package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;

/** The pods of one set, and what can happen to them. */
public record Pods(KubernetesClient client, String namespace, String set) {
  List<Pod> list() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/instance", set)
        .list()
        .getItems();
  }

  public void delete(String pod) {
    at(pod).delete();
  }

  /** Grace 0: the API server forgets the pod at once, its processes are killed. */
  public void forceDelete(String pod) {
    at(pod).withGracePeriod(0).delete();
  }

  /** As kubectl drain does: again while the PodDisruptionBudget refuses. */
  public void evict(String pod) {
    RedisSet.eventually(pod + " is evicted", () -> assertThat(at(pod).evict()).isTrue());
  }

  /** Deletes a pod and waits for the next one of its name. */
  void replace(String pod) {
    var before = uid(pod);
    delete(pod);
    awaitNew(pod, before);
  }

  /** At once. */
  void replaceAll(List<String> pods) {
    var before = pods.stream().map(this::uid).toList();
    pods.forEach(this::delete);
    RedisSet.eventually(
        "new pods",
        () ->
            assertThat(pods.stream().map(this::uid).toList())
                .doesNotContainAnyElementsOf(before)
                .doesNotContain(""));
  }

  /** The pod and its claim, so that the next pod of that name starts with an empty disk. */
  void wipe(String pod) {
    client.persistentVolumeClaims().inNamespace(namespace).withName("data-" + pod).delete();
    delete(pod);
  }

  /** The same without any time to end in good order. */
  void wipeByForce(String pod) {
    client.persistentVolumeClaims().inNamespace(namespace).withName("data-" + pod).delete();
    forceDelete(pod);
  }

  String volume(String pod) {
    var claim =
        client.persistentVolumeClaims().inNamespace(namespace).withName("data-" + pod).get();
    return claim.getSpec().getVolumeName();
  }

  void awaitNew(String pod, String uidBefore) {
    RedisSet.eventually(
        "a new " + pod, () -> assertThat(uid(pod)).isNotEqualTo(uidBefore).isNotEmpty());
  }

  void label(String pod, String key, String value) {
    var patch = "{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(key, value);
    at(pod).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  public String uid(String pod) {
    return found(pod).map(p -> p.getMetadata().getUid()).orElse("");
  }

  String ip(String pod) {
    return found(pod).orElseThrow().getStatus().getPodIP();
  }

  public String node(String pod) {
    return found(pod).orElseThrow().getSpec().getNodeName();
  }

  String image(String pod) {
    return found(pod).map(p -> p.getSpec().getContainers().get(0).getImage()).orElse("");
  }

  public String containerId(String pod) {
    return container(pod).map(c -> c.getContainerID()).orElse("");
  }

  public int restarts(String pod) {
    return container(pod).map(c -> c.getRestartCount()).orElse(0);
  }

  private Optional<ContainerStatus> container(String pod) {
    return found(pod).map(p -> p.getStatus().getContainerStatuses()).stream()
        .flatMap(List::stream)
        .findFirst();
  }

  private Optional<Pod> found(String pod) {
    return Optional.ofNullable(at(pod).get());
  }

  private PodResource at(String pod) {
    return client.pods().inNamespace(namespace).withName(pod);
  }
}
