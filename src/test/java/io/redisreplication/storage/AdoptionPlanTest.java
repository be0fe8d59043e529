package io.redisreplication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of a disk to its pod, from wherever it starts and wherever the operator died. */
class AdoptionPlanTest {
  private static final List<String> WAY =
      List.of("Retain", "Reserve", "MakeClaim", "Await", "MarkClaim", "Done");

  @Test
  void anAvailableVolumeGoesAllTheWay() {
    assertThat(Scene.available().walk()).isEqualTo(WAY);
  }

  @Test
  void everyStepLeavesExactlyTheRestToANewOperator() {
    for (int died = 0; died < WAY.size(); died++) {
      var scene = Scene.available();
      for (int i = 0; i < died; i++) {
        scene.carryOut();
      }
      assertThat(scene.walk()).isEqualTo(WAY.subList(died, WAY.size()));
    }
  }

  /** A change of the claim makes the binder go on. */
  @Test
  void aBinderThatStoppedHalfWayIsWoken() {
    var scene = Scene.available().claimRef("test", "data-redis-0", null, "Available");
    scene.carryOut();
    scene.carryOut();
    assertThat(scene.next()).isEqualTo("Binding: Kubernetes binds it to its claim");
    scene.claimRef("test", "data-redis-0", "claim-1", "Bound");
    assertThat(scene.walk()).containsExactly("MarkClaim", "Await", "Done");
  }

  @Test
  void aReleasedVolumeLosesWhatItKnewOfItsFormerClaim() {
    var scene = Scene.available().claimRef("other", "data-old-3", "gone", "Released");
    scene.with(
        v ->
            v.editMetadata()
                .addToAnnotations("pv.kubernetes.io/bound-by-controller", "yes")
                .endMetadata());
    assertThat(scene.walk())
        .containsExactly("Retain", "Reserve", "Await", "MakeClaim", "Await", "MarkClaim", "Done");
    assertThat(scene.volume().getMetadata().getAnnotations()).isEmpty();
  }

  @Test
  void aClaimRefHasNeitherUidNorVersion() {
    var scene = Scene.available().claimRef("test", "data-redis-0", "gone", "Released");
    scene.carryOut();
    assertThat(scene.carryOut()).isInstanceOf(Step.Reserve.class);
    assertThat(Serialization.asYaml(scene.volume().getSpec().getClaimRef()))
        .isEqualTo(
            """
            ---
            apiVersion: "v1"
            kind: "PersistentVolumeClaim"
            name: "data-redis-0"
            namespace: "test"
            """);
  }

  @Test
  void theClaimAsksForTheVolumeAsItIs() {
    var scene =
        Scene.available()
            .with(
                v ->
                    v.editSpec()
                        .addToCapacity("storage", new Quantity("5Gi"))
                        .withStorageClassName("fast")
                        .endSpec());
    scene.walk();
    var spec = scene.claim().getSpec();
    assertThat(spec.getVolumeName()).isEqualTo("pv-a");
    assertThat(spec.getStorageClassName()).isEqualTo("fast");
    assertThat(spec.getResources().getRequests().get("storage")).hasToString("5Gi");
  }

  @Test
  void aVolumeWithoutClassGetsAClaimWithoutClass() {
    var scene = Scene.available();
    scene.walk();
    assertThat(scene.claim().getSpec().getStorageClassName()).isEmpty();
  }

  @Test
  void aClaimMadeByHandIsTakenOver() {
    var scene =
        Scene.available()
            .claim(
                c ->
                    c.editMetadata()
                        .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
                        .addToAnnotations("pv.kubernetes.io/bound-by-controller", "yes")
                        .endMetadata()
                        .editSpec()
                        .withVolumeName("pv-a")
                        .endSpec()
                        .editStatus()
                        .withPhase("Lost")
                        .endStatus());
    assertThat(scene.walk())
        .containsExactly("Retain", "Reserve", "TakeClaim", "Await", "MarkClaim", "Done");
    assertThat(scene.claim().getMetadata().getAnnotations())
        .containsOnlyKeys("redisreplication.io/adopted");
    assertThat(scene.claim().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/instance", "redis");
  }

  @Test
  void aPendingClaimThatFitsIsBoundByItsReservation() {
    assertThat(Scene.available().claim(c -> c).walk())
        .containsExactly("Retain", "Reserve", "TakeClaim", "Await", "MarkClaim", "Done");
  }

  @Test
  void whatIsBoundAlreadyIsKeptAndLabelled() {
    var scene = boundByHand();
    assertThat(scene.walk()).containsExactly("Retain", "TakeClaim", "MarkClaim", "Done");
    assertThat(scene.wanted().bound(scene.claim())).isTrue();
  }

  @Test
  void whatIsBoundIsNotCheckedAgain() {
    var scene = boundByHand();
    scene.with(v -> v.editSpec().addToCapacity("storage", new Quantity("1Mi")).endSpec());
    assertThat(scene.walk()).endsWith("Done");
  }

  @Test
  void aClaimThatWasReplacedGetsTheVolumeAgain() {
    var scene = boundByHand().claim(c -> c.editMetadata().withUid("claim-2").endMetadata());
    assertThat(scene.walk())
        .containsExactly("Retain", "Reserve", "TakeClaim", "Await", "MarkClaim", "Done");
  }

  @Test
  void aVolumeIsMadeFromItsSource() {
    var scene =
        Scene.empty(
            """
            storage:
              volumes:
              - ordinal: 0
                source: {nfs: {server: s, path: /p}}
                capacity: 2Gi
                mountOptions: [nfsvers=4.1]
            """);
    assertThat(scene.walk())
        .containsExactly("MakeVolume", "Await", "MakeClaim", "Await", "MarkClaim", "Done");
    var spec = scene.volume().getSpec();
    assertThat(scene.volume().getMetadata().getName()).isEqualTo("test-data-redis-0");
    assertThat(spec.getNfs().getPath()).isEqualTo("/p");
    assertThat(spec.getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
    assertThat(spec.getMountOptions()).containsExactly("nfsvers=4.1");
    assertThat(spec.getAccessModes()).containsExactly("ReadWriteOnce");
    assertThat(scene.claim().getSpec().getResources().getRequests().get("storage"))
        .hasToString("2Gi");
  }

  @Test
  void aVolumeThatWasMadeFromItsSourceIsUsedAgain() {
    var scene =
        Scene.empty(
            "storage: {volumes: [{ordinal: 0, source: {hostPath: {path: /a}}, capacity: 1Gi}]}");
    scene.with(v -> v.editMetadata().withName("test-data-redis-0").endMetadata());
    scene.claimRef("test", "data-redis-0", "gone", "Released");
    assertThat(scene.walk())
        .containsExactly("Retain", "Reserve", "Await", "MakeClaim", "Await", "MarkClaim", "Done");
  }

  private static Scene boundByHand() {
    return Scene.available()
        .claimRef("test", "data-redis-0", "claim-1", "Bound")
        .claim(
            c ->
                c.editSpec()
                    .withVolumeName("pv-a")
                    .endSpec()
                    .editStatus()
                    .withPhase("Bound")
                    .endStatus());
  }
}
