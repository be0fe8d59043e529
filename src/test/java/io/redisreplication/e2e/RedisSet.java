package io.redisreplication.e2e;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** One RedisReplication on the cluster, as its user sees it. */
final class RedisSet {
  private static final Duration LONG = Duration.ofSeconds(90);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  RedisSet(Cluster cluster, String name) {
    this.client = cluster.client();
    this.namespace = cluster.namespace();
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * @param spec YAML of spec; "" for all defaults
   */
  RedisSet apply(String spec) {
    var yaml =
        """
        apiVersion: redisreplication.io/v1beta1
        kind: RedisReplication
        metadata: {name: %s, namespace: %s}
        spec:%s
        """;
    var body = spec.isBlank() ? " {}" : "\n" + spec.indent(2).stripTrailing();
    return applyResource(yaml.formatted(name, namespace, body));
  }

  /** Small claims and a quick start, for tests that are about something else. */
  RedisSet applyMinimal() {
    return apply("storage: {size: 64Mi}");
  }

  RedisSet applyResource(String yaml) {
    var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    client.resource(resource).inNamespace(namespace).forceConflicts().serverSideApply();
    return this;
  }

  void delete() {
    resource().delete();
    Awaitility.await(name + " and its pods are gone")
        .atMost(LONG)
        .until(() -> resource().get() == null && pods().isEmpty());
  }

  Resource<RedisReplication> resource() {
    return client.resources(RedisReplication.class).inNamespace(namespace).withName(name);
  }

  RedisReplicationStatus status() {
    return resource().get().getStatus();
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(status()).map(RedisReplicationStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  /** Ready for the spec as it is now; the failure says what the conditions were. */
  RedisSet awaitReady() {
    eventually(
        "Ready",
        () -> {
          var rr = resource().get();
          var said = condition("Ready").map(c -> c.getReason() + ": " + c.getMessage());
          if (condition("Ready").filter(c -> c.getStatus().equals("True")).isEmpty()
              || !rr.getMetadata().getGeneration().equals(rr.getStatus().observedGeneration())) {
            throw new AssertionError(name + " is not Ready: " + said.orElse("no status"));
          }
        });
    return this;
  }

  void awaitCondition(String type, String status, String reason) {
    eventually(
        type + " is " + status,
        () -> {
          var c = condition(type);
          if (c.filter(x -> x.getStatus().equals(status) && x.getReason().equals(reason))
              .isEmpty()) {
            throw new AssertionError("%s=%s/%s wanted, is %s".formatted(type, status, reason, c));
          }
        });
  }

  static void eventually(String what, ThrowingRunnable check) {
    Awaitility.await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(300))
        .pollDelay(Duration.ZERO)
        .untilAsserted(check);
  }

  /** What the operator reports; {@link Redises#masters} asks Redis itself. */
  String primary() {
    return status().primary();
  }

  List<String> replicas() {
    return podNames().stream().filter(p -> !p.equals(primary())).toList();
  }

  String pod(int ordinal) {
    return name + "-" + ordinal;
  }

  List<String> podNames() {
    return IntStream.range(0, resource().get().getSpec().replicas()).mapToObj(this::pod).toList();
  }

  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/instance", name)
        .list()
        .getItems();
  }

  /** Pods to which a Service of the set sends connections now. */
  Set<String> endpoints(String part) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel("kubernetes.io/service-name", name + "-" + part)
        .list()
        .getItems()
        .stream()
        .flatMap(s -> Stream.ofNullable(s.getEndpoints()).flatMap(List::stream))
        .filter(e -> Boolean.TRUE.equals(e.getConditions().getReady()))
        .map(e -> e.getTargetRef().getName())
        .collect(toCollection(TreeSet::new));
  }

  void deletePod(String pod) {
    client.pods().inNamespace(namespace).withName(pod).delete();
  }

  /** Deletes a pod and waits for the next one of its name. */
  void replace(String pod) {
    var before = uid(pod);
    deletePod(pod);
    eventually("a new " + pod, () -> assertThat(uid(pod)).isNotEqualTo(before).isNotEmpty());
  }

  /** The pod and its claim, so that the next pod of that name starts with an empty disk. */
  void wipe(String pod) {
    client.persistentVolumeClaims().inNamespace(namespace).withName("data-" + pod).delete();
    deletePod(pod);
  }

  Redises redis() {
    return new Redises(client, namespace, this);
  }

  String uid(String pod) {
    var found = client.pods().inNamespace(namespace).withName(pod).get();
    return found == null ? "" : found.getMetadata().getUid();
  }

  int restarts(String pod) {
    var statuses =
        client.pods().inNamespace(namespace).withName(pod).get().getStatus().getContainerStatuses();
    return statuses.isEmpty() ? 0 : statuses.get(0).getRestartCount();
  }
}
