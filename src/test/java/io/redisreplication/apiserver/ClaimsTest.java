package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redisreplication.act.ClaimSizes;
import io.redisreplication.act.ReclaimPolicies;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredStatefulSet;
import io.redisreplication.desired.Specs;
import io.redisreplication.status.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server says to writes on claims, volumes and StatefulSets. */
@OnApiServer
class ClaimsTest {
  private static final RedisReplication LARGER = Specs.minimalWith("storage: {size: 2Gi}");
  private static final RedisReplication RETAIN =
      Specs.minimalWith("storage: {reclaimPolicy: Retain}");

  /** The binder looks at everything again each 15 s. */
  private static final Duration BINDER = Duration.ofSeconds(150);

  private final String name = "claims-" + UUID.randomUUID().toString().substring(0, 8);

  /** Another one each time: a deleted claim may stay for a while. */
  private final String claim = "data-redis-" + (int) (Math.random() * 1_000_000);

  private Api api;

  @BeforeEach
  void remember(Api api) {
    this.api = api;
  }

  @AfterEach
  void remove() {
    api.client.persistentVolumeClaims().inNamespace(api.namespace).withName(claim).delete();
    api.client.persistentVolumes().withName(name).delete();
    api.client.storage().v1().storageClasses().withName(name).delete();
  }

  private PersistentVolumeClaim bound(String storageClass) {
    api.client
        .resource(
            new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .withPersistentVolumeReclaimPolicy("Delete")
                .addToCapacity("storage", new Quantity("1Gi"))
                .withNewHostPath("/nowhere", "")
                .withNewClaimRef()
                .withNamespace(api.namespace)
                .withName(claim)
                .endClaimRef()
                .endSpec()
                .build())
        .create();
    var pending =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withNamespace(api.namespace)
            .withName(claim)
            .endMetadata()
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withStorageClassName(storageClass)
            .withVolumeName(name)
            .withNewResources()
            .addToRequests("storage", new Quantity("1Gi"))
            .endResources()
            .endSpec()
            .build();
    api.client.resource(pending).create();
    Awaitility.await("bound by the cluster").atMost(BINDER).until(() -> bound(now(pending)));
    return now(pending);
  }

  /** The binder writes nothing more. */
  private boolean bound(PersistentVolumeClaim claim) {
    var volume = api.client.persistentVolumes().withName(name).get();
    return "Bound".equals(claim.getStatus().getPhase())
        && "Bound".equals(volume.getStatus().getPhase())
        && claim.getStatus().getCapacity() != null;
  }

  private void storageClass(boolean grows) {
    api.client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withProvisioner("kubernetes.io/no-provisioner")
                .withAllowVolumeExpansion(grows)
                .build())
        .create();
  }

  private PersistentVolumeClaim now(PersistentVolumeClaim claim) {
    return api.client.resource(claim).get();
  }

  private List<String> grow(PersistentVolumeClaim claim) {
    return new ClaimSizes(api.client)
        .grow(LARGER, List.of(claim)).stream().map(Problem::message).toList();
  }

  @Test
  void aClaimGrowsWhereItsClassLetsIt() {
    storageClass(true);
    var claim = bound(name);
    assertThat(grow(claim)).isEmpty();
    assertThat(now(claim).getSpec().getResources().getRequests().get("storage"))
        .isEqualTo(new Quantity("2Gi"));
  }

  @Test
  void elsewhereTheReasonIsSaid() {
    storageClass(false);
    assertThat(grow(bound(name)))
        .singleElement()
        .asString()
        .contains("StorageClass " + name + " does not say allowVolumeExpansion");
  }

  @Test
  void aStaticDiskDoesNotGrow() {
    assertThat(grow(bound("")))
        .singleElement()
        .asString()
        .contains("its volume " + name + " has no StorageClass");
  }

  private String policy() {
    PersistentVolume volume = api.client.persistentVolumes().withName(name).get();
    return volume.getSpec().getPersistentVolumeReclaimPolicy();
  }

  @Test
  void aVolumeIsRetainedOnceAndOnlyOnRequest() {
    var claim = bound("");
    var policies = new ReclaimPolicies(api.client);
    assertThat(policies.apply(Specs.minimal(), List.of(claim))).isEmpty();
    assertThat(policy()).isEqualTo("Delete");

    assertThat(policies.apply(RETAIN, List.of(claim))).isEmpty();
    assertThat(policy()).isEqualTo("Retain");

    var rv = now(claim).getMetadata().getResourceVersion();
    api.client
        .persistentVolumes()
        .withName(name)
        .edit(
            v ->
                new PersistentVolumeBuilder(v)
                    .editSpec()
                    .withPersistentVolumeReclaimPolicy("Delete")
                    .endSpec()
                    .build());
    assertThat(policies.apply(RETAIN, List.of(now(claim)))).isEmpty();
    assertThat(policy()).as("what the user does later stays").isEqualTo("Delete");
    assertThat(now(claim).getMetadata().getResourceVersion()).isEqualTo(rv);
  }

  @Test
  void whoMayNotNamesTheRule() {
    var claim = bound("");
    var config =
        new ConfigBuilder(api.client.getConfiguration()).withImpersonateUsername("nobody").build();
    try (var nobody = new KubernetesClientBuilder().withConfig(config).build()) {
      var problem = new ReclaimPolicies(nobody).apply(RETAIN, List.of(claim)).orElseThrow();
      assertThat(problem.reason()).isEqualTo("VolumeNotRetained");
      assertThat(problem.message())
          .contains(
              name + " cannot be set to Retain: persistentvolumes \"" + name + "\" is forbidden",
              "User \"nobody\" cannot patch",
              "bind ClusterRole redis-replication-operator-volumes");
    }
  }

  private StatefulSet apply(StatefulSet set) {
    var here =
        new StatefulSetBuilder(set).editMetadata().withNamespace(api.namespace).withName(name);
    return api.client
        .resource(here.endMetadata().build())
        .fieldManager("redisreplication")
        .forceConflicts()
        .serverSideApply();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "storage: {ephemeral: true, storageClassName: fast, size: 2048Mi}",
        "storage: {storageClassName: '', selector: {matchLabels: {disk: redis}}}"
      })
  void storageOfEveryKindIsTakenAndSteady(String spec) {
    var rr = Specs.minimalWith("replicas: 0", spec);
    var first = apply(DesiredStatefulSet.of(rr, 0, Optional.empty()));
    var again = apply(DesiredStatefulSet.of(rr, 0, Optional.of(first)));
    assertThat(again.getMetadata().getGeneration()).isEqualTo(first.getMetadata().getGeneration());
    assertThat(DesiredStatefulSet.mustBeMadeAnew(rr, again)).isFalse();
    api.client.resource(again).delete();
  }

  @Test
  void retentionChangesInPlace() {
    var first = apply(DesiredStatefulSet.of(Specs.minimal(), 0, Optional.empty()));
    var rr = Specs.minimalWith("storage: {retention: {whenDeleted: Delete}}");
    var changed = apply(DesiredStatefulSet.of(rr, 0, Optional.of(first)));
    assertThat(changed.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    assertThat(changed.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
        .isEqualTo("Delete");
    api.client.resource(changed).delete();
  }
}
