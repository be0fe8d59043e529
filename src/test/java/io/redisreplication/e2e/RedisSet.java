package io.redisreplication.e2e;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** One RedisReplication on the cluster, as its user sees it. */
public final class RedisSet {
  /** Usually it takes up to 40 s: three classes of tests share two cores. */
  private static final Duration LONG = Duration.ofSeconds(300);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  RedisSet(Cluster cluster, String name) {
    this(cluster.client(), cluster.namespace(), name);
  }

  public RedisSet(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  String name() {
    return name;
  }

  String fullName() {
    return namespace + "/" + name;
  }

  /**
   * @param spec YAML of spec; "" for all defaults
   */
  public RedisSet apply(String spec) {
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
  public RedisSet applyMinimal() {
    return apply("storage: {size: 64Mi}");
  }

  RedisSet applyResource(String yaml) {
    var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    client.resource(resource).inNamespace(namespace).forceConflicts().serverSideApply();
    return this;
  }

  public void delete() {
    resource().delete();
    Awaitility.await(name + " and its pods are gone")
        .atMost(LONG)
        .until(() -> resource().get() == null && pods().list().isEmpty());
  }

  Resource<RedisReplication> resource() {
    return client.resources(RedisReplication.class).inNamespace(namespace).withName(name);
  }

  public RedisReplicationStatus status() {
    return resource().get().getStatus();
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(status()).map(RedisReplicationStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  /** Ready for the spec as it is now; the failure says what the conditions were. */
  public RedisSet awaitReady() {
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

  public void awaitCondition(String type, String status, String reason) {
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

  /** What is not there yet, a pod or a status, is waited for too. */
  public static void eventually(String what, ThrowingRunnable check) {
    Awaitility.await(what)
        .atMost(LONG)
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(300))
        .pollDelay(Duration.ZERO)
        .untilAsserted(check);
  }

  /** What the operator reports; {@link Redises#masters} asks Redis itself. */
  public String primary() {
    return status().primary();
  }

  public List<String> replicas() {
    var primary = Awaitility.await("a primary").atMost(LONG).until(this::primary, Objects::nonNull);
    return podNames().stream().filter(p -> !p.equals(primary)).toList();
  }

  public String pod(int ordinal) {
    return name + "-" + ordinal;
  }

  public List<String> podNames() {
    return IntStream.range(0, resource().get().getSpec().replicas()).mapToObj(this::pod).toList();
  }

  public Pods pods() {
    return new Pods(client, namespace, name);
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

  /** An application that uses the set from now on, each write confirmed by one replica. */
  CheckingClient client() {
    return client(1);
  }

  CheckingClient client(int copies) {
    var replicas = podNames().size() - 1;
    return new CheckingClient(this, Door.of(client, namespace, name), copies, replicas);
  }

  Endpoints watchEndpoints(String part) {
    return new Endpoints(client, namespace, name + "-" + part);
  }

  /** By the resource's annotation, as a user asks for it. */
  public void switchoverTo(String pod) {
    annotate("redisreplication.io/switchover-to", pod);
  }

  void annotate(String key, String value) {
    var patch = "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(key, value);
    resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** Another pod than this one is primary, and the set is Ready. */
  RedisSet awaitPrimaryOtherThan(String pod) {
    eventually("another primary", () -> assertThat(primary()).isNotNull().isNotEqualTo(pod));
    return awaitReady();
  }

  public RedisSet awaitPrimary(String pod) {
    eventually(pod + " is primary", () -> assertThat(primary()).isEqualTo(pod));
    return awaitReady();
  }

  /** "Failover redis-0 to redis-1": the last change of primary, told in the status and an event. */
  String lastChange() {
    eventually(
        "the change is told",
        () -> {
          var last = status().lastFailover();
          assertThat(last).isNotNull();
          assertThat(last.writableAt()).isNotNull();
          assertThat(events()).anyMatch(e -> e.startsWith(last.kind() + ": " + last.to()));
        });
    var last = status().lastFailover();
    assertThat(last.epoch()).isEqualTo(status().epoch());
    assertThat(last.reason()).isNotBlank();
    assertThat(Instant.parse(last.promotedAt()))
        .isAfterOrEqualTo(Instant.parse(last.detectedAt()))
        .isBeforeOrEqualTo(Instant.parse(last.writableAt()));
    return "%s %s to %s".formatted(last.kind(), last.from(), last.to());
  }

  /** "Reason: message" of every event about the resource. */
  List<String> events() {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.kind", "RedisReplication")
        .list()
        .getItems()
        .stream()
        .filter(e -> e.getInvolvedObject().getName().equals(name))
        .map(e -> e.getReason() + ": " + e.getMessage())
        .toList();
  }

  Redises redis() {
    return new Redises(client, namespace, this);
  }
}
