package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Specs;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Facts about a set whose pods are ready and whose claims are bound, unless it is said. */
public final class Given {
  private final Topology topology;
  private Decision decision;
  private final RedisReplication rr;
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final List<PersistentVolumeClaim> claims = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> silent = new LinkedHashMap<>();
  private final List<VolumeStatus> volumes = new ArrayList<>();
  private Optional<PrimaryChange> change = Optional.empty();
  private Instant now = A.NOW;

  private Given(A set, String... spec) {
    topology = set.seen();
    decision = set.decide();
    rr = Specs.minimalWith(spec);
    topology.members().forEach(m -> pods.put(m.pod(), readyPod(m.pod())));
    for (int i = 0; i < rr.getSpec().replicas(); i++) {
      claims.add(claim("data-redis-" + i, "Bound"));
    }
  }

  public static Given set(A set, String... spec) {
    return new Given(set, spec);
  }

  public static Given running() {
    return set(A.set(3).record(4, 0).running());
  }

  public Given pod(String name, UnaryOperator<PodBuilder> change) {
    pods.computeIfPresent(name, (n, pod) -> change.apply(new PodBuilder(pod)).build());
    return this;
  }

  public Given unready(String name) {
    return pod(
        name,
        p -> p.editStatus().editFirstCondition().withStatus("False").endCondition().endStatus());
  }

  public Given pendingClaim(int ordinal) {
    claims.set(ordinal, claim("data-redis-" + ordinal, "Pending"));
    return this;
  }

  public Given claim(int ordinal, UnaryOperator<PersistentVolumeClaimBuilder> change) {
    var claim = new PersistentVolumeClaimBuilder(claims.get(ordinal));
    claims.set(ordinal, change.apply(claim).build());
    return this;
  }

  List<PersistentVolumeClaim> claims() {
    return claims;
  }

  public Given problem(Problem problem) {
    problems.add(problem);
    return this;
  }

  /** For the next ordinal of spec.storage.volumes. */
  public Given volume(VolumeState state, String message) {
    var i = volumes.size();
    volumes.add(new VolumeStatus(i, "pv-" + i, "data-redis-" + i, state, null, message));
    return this;
  }

  public Given decision(Decision taken) {
    decision = taken;
    return this;
  }

  /** What the operator did itself. */
  public Given change(PrimaryChange did) {
    change = Optional.of(did);
    return this;
  }

  public Given silent(String pod, String why) {
    silent.put(pod, why);
    return this;
  }

  /** Directives of spec.config that its container runs with. */
  public Given runningWith(String pod, String stamp) {
    return pod(
        pod, p -> p.editMetadata().addToAnnotations(ConfigStamp.ANNOTATION, stamp).endMetadata());
  }

  /** When its readiness changed last. */
  public Given unreadySince(String pod, Instant when) {
    return pod(
        pod,
        p ->
            p.editStatus()
                .editFirstCondition()
                .withLastTransitionTime(when.toString())
                .endCondition()
                .endStatus());
  }

  public Given after(RedisReplicationStatus before) {
    rr.setStatus(before);
    return this;
  }

  public Given at(Instant when) {
    now = when;
    return this;
  }

  public RedisReplicationStatus status() {
    var facts =
        new Facts(
            topology,
            decision,
            List.copyOf(pods.values()),
            claims,
            Optional.of(statefulSet()),
            silent,
            problems,
            volumes,
            change);
    return StatusComposer.compose(rr, facts, now);
  }

  /** {@code True Reason: message}, or {@code absent}. */
  public String condition(String type) {
    return condition(status(), type);
  }

  public static String condition(RedisReplicationStatus status, String type) {
    return find(status, type)
        .map(c -> "%s %s: %s".formatted(c.getStatus(), c.getReason(), c.getMessage()))
        .orElse("absent");
  }

  public static Optional<Condition> find(RedisReplicationStatus status, String type) {
    return status.conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  private static Pod readyPod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("controller-revision-hash", "r1")
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .addNewContainerStatus()
        .withName("redis")
        .withImage("redis:8.0")
        .withRestartCount(0)
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static PersistentVolumeClaim claim(String name, String phase) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewResources()
        .addToRequests("storage", new Quantity("1Gi"))
        .endResources()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .addToCapacity("storage", new Quantity("1Gi"))
        .endStatus()
        .build();
  }

  private StatefulSet statefulSet() {
    return new StatefulSetBuilder().withNewStatus().withUpdateRevision("r1").endStatus().build();
  }
}
