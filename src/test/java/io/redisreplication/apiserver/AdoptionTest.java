package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redisreplication.act.Steps;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.desired.Specs;
import io.redisreplication.storage.Adopter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Disks come to claims as the API server and the binder of volumes see it; no pod is there. */
@OnApiServer
class AdoptionTest {
  private static final String NAMED =
      "storage: {volumes: [{ordinal: 0, persistentVolumeName: %s}], size: 1Mi}";

  @Test
  void anAvailableVolume(Api api) {
    var name = volume(api, "available");
    var rr = resource(api, "available", NAMED.formatted(name));
    assertThat(states(api, rr)).containsSubsequence("Retaining", "Reserving", "Claiming", "Bound");
    assertThat(pv(api, name).getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
    assertThat(pv(api, name).getStatus().getPhase()).isEqualTo("Bound");
    assertThat(claim(api, "available").getSpec().getStorageClassName()).isEmpty();
  }

  @Test
  void aReleasedVolumeAndAgainAfterItsClaimWasDeleted(Api api) {
    var name = volume(api, "released");
    var rr = resource(api, "released", NAMED.formatted(name));
    states(api, rr);
    for (int i = 0; i < 2; i++) {
      api.client.resource(claim(api, "released")).delete();
      await(() -> "Released".equals(pv(api, name).getStatus().getPhase()));
      assertThat(states(api, rr)).containsSubsequence("Reserving", "Claiming", "Bound");
    }
  }

  /** A manifest that was saved while the claim was bound. */
  @Test
  void aClaimFromAFileWithWordsOfItsFormerBinding(Api api) {
    var name = volume(api, "copied");
    var rr = resource(api, "copied", NAMED.formatted(name));
    states(api, rr);
    var saved = claim(api, "copied");
    api.client.resource(saved).delete();
    await(() -> "Released".equals(pv(api, name).getStatus().getPhase()));
    saved.getMetadata().setUid(null);
    saved.getMetadata().setResourceVersion(null);
    saved.setStatus(null);
    api.client.resource(saved).create();
    await(() -> "Lost".equals(claim(api, "copied").getStatus().getPhase()));
    assertThat(states(api, rr)).endsWith("Bound");
  }

  @Test
  void fromItsSource(Api api) {
    var source =
        "storage: {size: 1Mi, volumes: [{ordinal: 0, capacity: 2Mi, source: {hostPath: {path: /none}}}]}";
    var rr = resource(api, "source", source);
    assertThat(states(api, rr)).containsSubsequence("Creating", "Claiming", "Bound");
    var made = pv(api, api.namespace + "-data-source-0");
    assertThat(made.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
    assertThat(claim(api, "source").getStatus().getCapacity().get("storage")).hasToString("2Mi");
    api.client.resource(made).delete();
  }

  @Test
  void aSourceThatTheApiServerRefuses(Api api) {
    for (var source :
        List.of(
            "{nfs: text}",
            "{nfs: {server: s}}",
            "{nfs: {server: s, paht: /p, path: /p}}",
            "{x: {}}")) {
      var rr =
          resource(
              api,
              "invalid",
              "storage: {size: 1Mi, volumes: [{ordinal: 0, capacity: 2Mi, source: %s}]}"
                  .formatted(source));
      var status = advance(api, rr);
      assertThat(status.reason()).as("%s %s", source, status.message()).isEqualTo("SourceInvalid");
      assertThat(status.message()).startsWith("spec.storage.volumes, ordinal 0: ");
    }
  }

  @Test
  void withoutTheRight(Api api) {
    var name = volume(api, "forbidden");
    var rr = resource(api, "forbidden", NAMED.formatted(name));
    var config =
        new ConfigBuilder(api.client.getConfiguration()).withImpersonateUsername("nobody").build();
    try (var nobody = new KubernetesClientBuilder().withConfig(config).build()) {
      var status =
          new Adopter(nobody, new Steps(Optional.empty()))
              .advance(rr, List.of(), List.of(), List::of)
              .get(0);
      assertThat(status.state()).isEqualTo(VolumeState.Refused);
      assertThat(status.reason()).isEqualTo("RightsMissing");
      assertThat(status.message())
          .contains("cannot get resource \"persistentvolumes\"")
          .contains("bind ClusterRole redis-replication-operator-volumes");
    }
  }

  /** What is bound is asked for no more. */
  @Test
  void nothingIsAskedOnceItIsBound(Api api) {
    var rr = resource(api, "idle", NAMED.formatted(volume(api, "idle")));
    states(api, rr);
    var claim = claim(api, "idle");
    var unreachable = new Adopter(null, new Steps(Optional.empty()));
    assertThat(unreachable.advance(rr, List.of(claim), List.of(), List::of).get(0).state())
        .isEqualTo(VolumeState.Bound);
  }

  private static RedisReplication resource(Api api, String name, String spec) {
    var rr = Specs.minimalWith(spec);
    rr.getMetadata().setNamespace(api.namespace);
    rr.getMetadata().setName(name);
    rr.getMetadata().setUid("uid-" + name);
    return rr;
  }

  private static String volume(Api api, String name) {
    var unique = api.namespace + "-" + name;
    var volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(unique)
            .endMetadata()
            .withNewSpec()
            .withCapacity(Map.of("storage", new Quantity("2Mi")))
            .withAccessModes("ReadWriteOnce")
            .withPersistentVolumeReclaimPolicy("Delete")
            .withNewHostPath("/none", null)
            .endSpec()
            .build();
    var made = api.client.resource(volume).create();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> api.client.resource(made).delete()));
    return unique;
  }

  private static VolumeStatus advance(Api api, RedisReplication rr) {
    return new Adopter(api.client, new Steps(Optional.empty()))
        .advance(rr, List.of(), List.of(), List::of)
        .get(0);
  }

  /** The states that are seen on the way, without repetitions. */
  private static List<String> states(Api api, RedisReplication rr) {
    var seen = new ArrayList<String>();
    await(
        () -> {
          var status = advance(api, rr);
          assertThat(status.state()).as("%s", status).isNotEqualTo(VolumeState.Refused);
          if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status.state().name())) {
            seen.add(status.state().name());
          }
          return status.state() == VolumeState.Bound;
        });
    return seen;
  }

  private static void await(BooleanSupplier until) {
    var deadline = Instant.now().plus(Duration.ofSeconds(150));
    while (!until.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static PersistentVolume pv(Api api, String name) {
    return api.client.persistentVolumes().withName(name).get();
  }

  private static PersistentVolumeClaim claim(Api api, String set) {
    return api.client
        .persistentVolumeClaims()
        .inNamespace(api.namespace)
        .withName("data-" + set + "-0")
        .get();
  }
}
