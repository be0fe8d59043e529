package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.VolumeState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk that cannot be used is refused with what mends it, and taken as soon as it is mended. */
@Scenario
class RefusedDisksTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private Disks disks;
  private RedisSet set;
  private String disk;

  @BeforeEach
  void name(TestInfo test) {
    disks = Disks.of(cluster);
    set = cluster.set(test.getTestMethod().orElseThrow().getName().toLowerCase());
    disk = cluster.namespace() + "-" + set.name();
  }

  @AfterEach
  void taken() {
    set.awaitReady().redis().write("after", 5, 0);
    assertThat(disks.behind(set)).containsExactly(disk);
    assertThat(set.status().volumes().get(0).state()).isEqualTo(VolumeState.Bound);
    assertThat(set.condition("Stalled")).isEmpty();
    set.delete();
  }

  @Test
  void tooSmall() {
    var volume = disks.empty(set.name()).editSpec();
    create(volume.withCapacity(Map.of("storage", new Quantity("32Mi"))).endSpec().build());
    refused("VolumeTooSmall", disk, "32Mi", "64Mi");
    disks.patch(disks.volume(disk), "{\"spec\": {\"capacity\": {\"storage\": \"64Mi\"}}}");
  }

  @Test
  void accessMode() {
    create(disks.empty(set.name()).editSpec().withAccessModes("ReadOnlyMany").endSpec().build());
    refused("AccessModeDiffers", disk, "ReadOnlyMany", "ReadWriteOnce");
    disks.patch(disks.volume(disk), "{\"spec\": {\"accessModes\": [\"ReadWriteOnce\"]}}");
  }

  @Test
  void doesNotExist() {
    refused("VolumeMissing", disk);
    create(disks.empty(set.name()).build());
  }

  @Test
  void boundElsewhere() {
    create(disks.empty(set.name()).build());
    cluster.client().resource(claim("other", disk, "")).create();
    RedisSet.eventually(
        "bound", () -> assertThat(disks.claim("other").getStatus().getPhase()).isEqualTo("Bound"));
    refused("VolumeBoundElsewhere", disk, cluster.namespace() + "/other");
    disks.deleteClaim("other");
  }

  @Test
  void claimHasAnother() {
    create(disks.empty(set.name()).build());
    create(disks.empty("another").build());
    var name = "data-" + set.pod(0);
    cluster.client().resource(claim(name, cluster.namespace() + "-another", "")).create();
    refused("ClaimBoundElsewhere", name, cluster.namespace() + "-another");
    disks.deleteClaim(name);
  }

  @Test
  void storageClass() {
    create(disks.empty(set.name()).build());
    var name = "data-" + set.pod(0);
    cluster.client().resource(claim(name, "", "standard")).create();
    refused("ClaimDiffers", name, "storage class \"standard\"");
    disks.deleteClaim(name);
  }

  @Test
  void node() {
    var volume = disks.empty(set.name()).build();
    var requirement =
        volume.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms().get(0);
    requirement.getMatchExpressions().get(0).setValues(List.of("no-such-node"));
    create(volume);
    refused("NoNodeForVolume", disk, "no-such-node");
    disks.remove(disks.volume(disk));
    create(disks.empty(set.name()).build());
  }

  private void create(PersistentVolume volume) {
    cluster.client().resource(volume).create();
  }

  private void apply() {
    set.apply("{replicas: 1, storage: {size: 64Mi, %s}}".formatted(Disks.volumes(List.of(disk))));
  }

  private void refused(String reason, String... words) {
    apply();
    RedisSet.eventually(
        reason,
        () -> {
          assertThat(set.status()).isNotNull();
          assertThat(set.status().volumes()).hasSize(1);
          var volume = set.status().volumes().get(0);
          assertThat(volume.state()).as("%s", volume).isEqualTo(VolumeState.Refused);
          assertThat(volume.reason()).as(volume.message()).isEqualTo(reason);
          assertThat(volume.message()).contains(words);
        });
    set.awaitCondition("Stalled", "True", reason);
    assertThat(set.condition("Stalled").orElseThrow().getMessage()).contains(words);
    RedisSet.eventually(
        "told after the status",
        () -> assertThat(set.events()).anyMatch(e -> e.startsWith(reason + ": ")));
    assertThat(set.pods().list()).as("no pod starts beside a disk that is not there").isEmpty();
  }

  private static PersistentVolumeClaim claim(String name, String volume, String storageClass) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(cluster.namespace())
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass)
        .withVolumeName(volume.isEmpty() ? null : volume)
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity("64Mi")))
        .endResources()
        .endSpec()
        .build();
  }
}
