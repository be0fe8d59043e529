package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One wanted volume and a cluster that does what the steps and the binder of Kubernetes do. */
final class Scene {
  static final String NAMED = "storage: {volumes: [{ordinal: 0, persistentVolumeName: pv-a}]}";

  private RedisReplication rr;
  private Optional<PersistentVolume> volume = Optional.empty();
  private Optional<PersistentVolumeClaim> claim = Optional.empty();
  private final List<Node> nodes = new ArrayList<>();
  private final List<RedisReplication> others = new ArrayList<>();
  private final List<String> pods = new ArrayList<>();

  private Scene(String... spec) {
    rr = Specs.minimalWith(spec);
    rr.getMetadata().setCreationTimestamp("2026-01-02T00:00:00Z");
  }

  /** Nothing is there but the resource. */
  static Scene empty(String... spec) {
    return new Scene(spec.length == 0 ? new String[] {NAMED} : spec);
  }

  /** The volume is Available: 1Gi, no class, ReadWriteOnce, policy Delete. */
  static Scene available(String... spec) {
    return empty(spec).with(v -> v);
  }

  Scene with(UnaryOperator<PersistentVolumeBuilder> change) {
    var start =
        volume
            .map(PersistentVolumeBuilder::new)
            .orElseGet(
                () ->
                    new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName("pv-a")
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(Map.of("storage", new Quantity("1Gi")))
                        .withAccessModes("ReadWriteOnce")
                        .withVolumeMode("Filesystem")
                        .withPersistentVolumeReclaimPolicy("Delete")
                        .withNewHostPath("/a", null)
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Available")
                        .endStatus());
    volume = Optional.of(change.apply(start).build());
    return this;
  }

  Scene claimRef(String namespace, String name, String uid, String phase) {
    return with(
        v ->
            v.editSpec()
                .withNewClaimRef()
                .withNamespace(namespace)
                .withName(name)
                .withUid(uid)
                .withResourceVersion(uid == null ? null : "12")
                .endClaimRef()
                .endSpec()
                .editStatus()
                .withPhase(phase)
                .endStatus());
  }

  /** As the operator would make it, but by hand: no labels. Not bound. */
  Scene claim(UnaryOperator<PersistentVolumeClaimBuilder> change) {
    claim =
        Optional.of(
            change
                .apply(
                    new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("test")
                        .withName("data-redis-0")
                        .withUid("claim-1")
                        .endMetadata()
                        .withNewSpec()
                        .withStorageClassName("")
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Pending")
                        .endStatus())
                .build());
    return this;
  }

  Scene node(String name, boolean cordoned) {
    nodes.add(
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("kubernetes.io/hostname", name)
            .addToLabels("rack", "7")
            .endMetadata()
            .withNewSpec()
            .withUnschedulable(cordoned)
            .endSpec()
            .build());
    return this;
  }

  /** Another resource that wants the same volumes. */
  Scene other(String name, String created) {
    var other = Specs.minimalWith("storage: {}");
    other.setSpec(rr.getSpec());
    other.getMetadata().setName(name);
    other.getMetadata().setUid("uid-" + name);
    other.getMetadata().setCreationTimestamp(created);
    others.add(other);
    return this;
  }

  Scene pod(String name) {
    pods.add(name);
    return this;
  }

  PersistentVolume volume() {
    return volume.orElseThrow();
  }

  PersistentVolumeClaim claim() {
    return claim.orElseThrow();
  }

  Wanted wanted() {
    return Wanted.of(rr).get(0);
  }

  Step step() {
    return AdoptionPlan.next(wanted(), new Found(volume, claim, nodes, others, pods));
  }

  /** {@code Reason: message}, or the name of the step. */
  String next() {
    return switch (step()) {
      case Step.Refuse r -> r.reason() + ": " + r.message();
      case Step.Await a -> a.state() + ": " + a.message();
      case Step other -> other.getClass().getSimpleName();
    };
  }

  /** Carries the step out; a write changes nothing but what the step says. */
  Step carryOut() {
    var step = step();
    switch (step) {
      case Step.MakeVolume s -> volume = Optional.of(s.volume());
      case Step.Retain s -> volume = Optional.of(s.volume());
      case Step.Reserve s -> volume = Optional.of(s.volume());
      case Step.MakeClaim s -> claim = Optional.of(withUid(s.claim()));
      case Step.TakeClaim s -> claim = Optional.of(s.claim());
      case Step.MarkClaim s -> claim = Optional.of(s.claim());
      case Step.Await a -> bind();
      case Step.Done d -> {}
      case Step.Refuse r -> {}
    }
    return step;
  }

  /** The names of the steps until nothing is left to do, or a refusal. */
  List<String> walk() {
    var names = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      var step = carryOut();
      names.add(step.getClass().getSimpleName());
      if (step instanceof Step.Done || step instanceof Step.Refuse) {
        break;
      }
    }
    return names;
  }

  private static PersistentVolumeClaim withUid(PersistentVolumeClaim claim) {
    return new PersistentVolumeClaimBuilder(claim)
        .editMetadata()
        .withUid("claim-1")
        .endMetadata()
        .build();
  }

  /** As the binder does it: only what names each other, and no stale word of a former binding. */
  private void bind() {
    if (claim.isEmpty()) {
      with(v -> v.editOrNewStatus().withPhase("Available").endStatus());
      return;
    }
    var c = claim();
    var ref = volume().getSpec().getClaimRef();
    var annotations = c.getMetadata().getAnnotations();
    var fits =
        wanted().named(ref)
            && (ref.getUid() == null || ref.getUid().equals(c.getMetadata().getUid()))
            && !annotations.containsKey("pv.kubernetes.io/bind-completed");
    if (!fits) {
      return;
    }
    with(
        v ->
            v.editSpec()
                .editClaimRef()
                .withUid(c.getMetadata().getUid())
                .endClaimRef()
                .endSpec()
                .editOrNewStatus()
                .withPhase("Bound")
                .endStatus());
    claim =
        Optional.of(
            new PersistentVolumeClaimBuilder(c)
                .editSpec()
                .withVolumeName(volume().getMetadata().getName())
                .endSpec()
                .editOrNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build());
  }
}
