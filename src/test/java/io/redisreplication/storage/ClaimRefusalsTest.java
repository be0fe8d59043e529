package io.redisreplication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

/** Every refusal for a claim that is there already, in its words. */
class ClaimRefusalsTest {
  @Test
  void theClaimHasAnotherVolume() {
    var words =
        "ClaimBoundElsewhere: claim data-redis-0 exists and is bound to PersistentVolume pvc-1, not to %s: correct the entry, or (keeping pvc-1 by its persistentVolumeReclaimPolicy Retain) delete the claim and its pod";
    var scene = Scene.available().claim(c -> c.editSpec().withVolumeName("pvc-1").endSpec());
    assertThat(scene.next()).isEqualTo(words.formatted("pv-a"));
    var made =
        Scene.empty(RefusalsTest.SOURCE).claim(c -> c.editSpec().withVolumeName("pvc-1").endSpec());
    assertThat(made.next()).isEqualTo(words.formatted("test-data-redis-0"));
  }

  @Test
  void theClaimHasAnotherClass() {
    assertThat(
            Scene.available()
                .claim(c -> c.editSpec().withStorageClassName("fast").endSpec())
                .next())
        .isEqualTo(
            "ClaimDiffers: claim data-redis-0 exists and asks for storage class \"fast\", the volume has \"\": it is not bound, so it holds no data; delete it, the operator makes the right one");
  }

  @Test
  void theClaimAsksForMore() {
    assertThat(
            Scene.available()
                .claim(
                    c ->
                        c.editSpec()
                            .editResources()
                            .addToRequests("storage", new Quantity("2Gi"))
                            .endResources()
                            .endSpec())
                .next())
        .contains("ClaimDiffers: claim data-redis-0 exists and asks for 2Gi, the volume has 1Gi:");
  }

  @Test
  void theClaimAsksForAnotherAccessMode() {
    assertThat(
            Scene.available()
                .claim(c -> c.editSpec().withAccessModes("ReadWriteMany").endSpec())
                .next())
        .contains("asks for access modes ReadWriteMany, the volume offers ReadWriteOnce:");
  }

  @Test
  void aNewVolumeIsBeingMadeForTheClaim() {
    assertThat(
            Scene.available()
                .claim(
                    c ->
                        c.editMetadata()
                            .addToAnnotations(
                                "volume.kubernetes.io/storage-provisioner", "example.com/p")
                            .endMetadata())
                .next())
        .contains("a new volume is being made for it by example.com/p:");
  }

  @Test
  void aClaimThatIsBeingDeletedIsAwaited() {
    var scene =
        Scene.available()
            .claim(
                c -> c.editMetadata().withDeletionTimestamp("2026-01-01T00:00:00Z").endMetadata());
    assertThat(scene.next())
        .isEqualTo("Checking: claim data-redis-0 is being deleted: it goes soon");
    assertThat(scene.pod("redis-0").next())
        .isEqualTo("Checking: claim data-redis-0 is being deleted: pod redis-0 still uses it");
  }
}
