package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The tutorial's recovery: set, claims and volume objects are gone, only data on disks is left. The
 * volume objects are written again, the resource names them, and the keys are back.
 */
@Scenario
class RecoverySetDeletedTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC = "storage: {size: 64Mi, %s}";

  @Test
  void fromOneDisk() {
    var set = cluster.set("one").applyMinimal().awaitReady();
    var capitals = new Capitals(set);
    capitals.write();
    var disks = Disks.of(cluster);
    var disk = disks.describe("one-recovered", disks.forget(set).get(2));

    set.apply(SPEC.formatted(Disks.volumes(List.of(Disks.name(disk))))).awaitReady();
    assertThat(set.primary()).as("the only disk with data").isEqualTo("one-0");
    assertThat(disks.behind(set)).startsWith("one-recovered").doesNotHaveDuplicates();
    capitals.read();
    set.redis().write("after", 20, 2);
  }

  @Test
  void fromThreeDisks() {
    var set = cluster.set("three").apply("{primaryOrdinal: 1, storage: {size: 64Mi}}").awaitReady();
    var capitals = new Capitals(set);
    capitals.write();
    var disks = Disks.of(cluster);
    var names = disks.forget(set).stream().map(disks::describe).map(Disks::name).toList();

    set.apply(SPEC.formatted(Disks.volumes(names))).awaitReady();
    assertThat(set.primary()).as("the disk of the last primary").isEqualTo("three-1");
    assertThat(disks.behind(set)).isEqualTo(names);
    capitals.read();
    set.redis().write("after", 20, 2);
    assertThat(set.status().volumes())
        .hasSize(3)
        .allSatisfy(v -> assertThat(v.state()).hasToString("Bound"));
  }

  /** No volume object at all: the operator writes it from where the data is. */
  @Test
  void fromASource() {
    var set = cluster.set("source").applyMinimal().awaitReady();
    var capitals = new Capitals(set);
    capitals.write();
    var disk = Disks.of(cluster).forget(set).get(0);
    var spec =
        """
        storage:
          size: 64Mi
          volumes:
          - ordinal: 1
            source: {local: {path: %s}}
            capacity: 64Mi
            nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [
              {key: kubernetes.io/hostname, operator: In, values: [%s]}]}]}}
        """
            .formatted(disk.getSpec().getLocal().getPath(), Disks.node(disk));
    set.apply(spec).awaitReady();
    assertThat(set.primary()).as("the only disk with data").isEqualTo("source-1");
    capitals.read();
  }
}
