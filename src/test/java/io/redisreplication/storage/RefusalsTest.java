package io.redisreplication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

/** Every refusal for what the volume is, in its words; nothing is written while one holds. */
class RefusalsTest {
  static final String SOURCE =
      "storage: {volumes: [{ordinal: 0, source: {hostPath: {path: /a}}, capacity: 1Gi}]}";

  @Test
  void missing() {
    assertThat(Scene.empty().next())
        .isEqualTo(
            "VolumeMissing: there is no PersistentVolume pv-a: make it, or correct persistentVolumeName");
  }

  @Test
  void lost() {
    assertThat(Scene.empty().claim(c -> c.editSpec().withVolumeName("pv-a").endSpec()).next())
        .isEqualTo(
            "VolumeMissing: there is no PersistentVolume pv-a any more, claim data-redis-0 has lost it: make it, or correct persistentVolumeName");
  }

  @Test
  void deleted() {
    var scene =
        Scene.available()
            .with(
                v -> v.editMetadata().withDeletionTimestamp("2026-01-01T00:00:00Z").endMetadata());
    assertThat(scene.next())
        .isEqualTo(
            "VolumeDeleted: PersistentVolume pv-a is being deleted, which cannot be undone: save it (kubectl get pv pv-a -o yaml) and make it again when it is gone");
  }

  @Test
  void failed() {
    var scene =
        Scene.available()
            .with(v -> v.editStatus().withPhase("Failed").withMessage("no plugin").endStatus());
    assertThat(scene.next())
        .isEqualTo(
            "VolumeFailed: PersistentVolume pv-a is Failed (no plugin): if its data is still there, set its persistentVolumeReclaimPolicy to Retain and remove its claimRef");
  }

  @Test
  void reservedForAnother() {
    assertThat(Scene.available().claimRef("shop", "data-x-0", null, "Available").next())
        .isEqualTo(
            "VolumeReserved: PersistentVolume pv-a is reserved for claim shop/data-x-0: remove its claimRef if that claim is not to have it");
  }

  @Test
  void aReservationOfAReleasedVolumeHoldsToo() {
    assertThat(Scene.available().claimRef("shop", "data-x-0", null, "Released").next())
        .startsWith("VolumeReserved");
  }

  @Test
  void boundElsewhere() {
    var scene = Scene.available().claimRef("test", "data-x-0", "u", "Bound");
    assertThat(scene.next())
        .isEqualTo(
            "VolumeBoundElsewhere: PersistentVolume pv-a is bound to claim test/data-x-0: when nothing needs that claim any more, set the volume's persistentVolumeReclaimPolicy to Retain (it is Delete: the data would go with the claim) and then delete it");
    scene.with(v -> v.editSpec().withPersistentVolumeReclaimPolicy("Retain").endSpec());
    assertThat(scene.next())
        .isEqualTo(
            "VolumeBoundElsewhere: PersistentVolume pv-a is bound to claim test/data-x-0: when nothing needs that claim any more, delete it");
  }

  @Test
  void theClaimOfTheSameNameInAnotherNamespaceIsAnother() {
    assertThat(Scene.available().claimRef("shop", "data-redis-0", "u", "Bound").next())
        .startsWith("VolumeBoundElsewhere");
  }

  @Test
  void tooSmall() {
    assertThat(Scene.available().with(v -> size(v, "500Mi")).next())
        .isEqualTo(
            "VolumeTooSmall: PersistentVolume pv-a has 500Mi, spec.storage.size asks for 1Gi: name a larger one, or delete this resource (its disks stay) and apply it with size: 500Mi");
  }

  @Test
  void accessMode() {
    assertThat(
            Scene.available()
                .with(v -> v.editSpec().withAccessModes("ReadOnlyMany").endSpec())
                .next())
        .isEqualTo(
            "AccessModeDiffers: PersistentVolume pv-a offers ReadOnlyMany, spec.storage.accessModes asks for ReadWriteOnce: set accessModes to what the volume offers");
  }

  @Test
  void volumeMode() {
    assertThat(Scene.available().with(v -> v.editSpec().withVolumeMode("Block").endSpec()).next())
        .isEqualTo(
            "VolumeModeDiffers: PersistentVolume pv-a is a raw device (volumeMode Block): Redis needs a file system, name another one");
  }

  @Test
  void noNode() {
    var scene = Scene.available().with(v -> onNode(v, "n9")).node("n1", false);
    assertThat(scene.next())
        .isEqualTo(
            "NoNodeForVolume: PersistentVolume pv-a can be used only on nodes with kubernetes.io/hostname In n9: there is none");
    assertThat(scene.node("n9", true).next())
        .isEqualTo(
            "NoNodeForVolume: PersistentVolume pv-a can be used only on nodes with kubernetes.io/hostname In n9: n9 is cordoned: uncordon it");
    assertThat(scene.node("n9", false).next()).isEqualTo("Retain");
  }

  @Test
  void noNodeForThePod() {
    var scene =
        Scene.available(Scene.NAMED, "pod: {nodeSelector: {disk: ssd}}")
            .with(v -> onNode(v, "n1"))
            .node("n1", false);
    assertThat(scene.next()).endsWith("n1 does not fit spec.pod.nodeSelector {disk=ssd}");
  }

  @Test
  void anOlderResourceWantsItToo() {
    var scene = Scene.available().other("older", "2026-01-01T00:00:00Z");
    assertThat(scene.next())
        .isEqualTo(
            "VolumeWantedTwice: PersistentVolume pv-a is also wanted by RedisReplication test/older (ordinal 0), which is older: remove it from one of the two");
    assertThat(scene.claimRef("test", "data-redis-0", null, "Available").next())
        .isEqualTo("Retain");
  }

  @Test
  void aYoungerResourceWaits() {
    assertThat(Scene.available().other("younger", "2026-01-03T00:00:00Z").next())
        .isEqualTo("Retain");
  }

  @Test
  void ofTwoOfOneSecondExactlyOneGetsIt() {
    assertThat(Scene.available().other("a", "2026-01-02T00:00:00Z").next()).isEqualTo("Retain");
    var scene = Scene.available().other("a", "2026-01-02T00:00:00Z");
    scene.wanted().rr().getMetadata().setUid("uid-b");
    assertThat(scene.next()).startsWith("VolumeWantedTwice");
  }

  @Test
  void twoResourcesWithOneSource() {
    assertThat(Scene.empty(SOURCE).other("older", "2026-01-01T00:00:00Z").next())
        .isEqualTo(
            "VolumeWantedTwice: this source is also wanted by RedisReplication test/older (ordinal 0), which is older: remove it from one of the two");
  }

  @Test
  void anotherVolumeHasTheName() {
    var scene =
        Scene.empty(SOURCE)
            .with(
                v ->
                    v.editMetadata()
                        .withName("test-data-redis-0")
                        .endMetadata()
                        .editSpec()
                        .withNewHostPath("/b", null)
                        .endSpec());
    assertThat(scene.next())
        .isEqualTo(
            "SourceDiffers: PersistentVolume test-data-redis-0 exists and has another source than this entry: name it by persistentVolumeName if it is meant, or delete it (the disk itself stays when its persistentVolumeReclaimPolicy is Retain)");
  }

  private static PersistentVolumeBuilder size(PersistentVolumeBuilder v, String size) {
    return v.editSpec().addToCapacity("storage", new Quantity(size)).endSpec();
  }

  private static PersistentVolumeBuilder onNode(PersistentVolumeBuilder v, String node) {
    return v.editSpec()
        .withNewNodeAffinity()
        .withNewRequired()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey("kubernetes.io/hostname")
        .withOperator("In")
        .withValues(node)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequired()
        .endNodeAffinity()
        .endSpec();
  }
}
