package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The claims are deleted, the volumes are Released: the same set takes them again. */
@Scenario
class ReleasedVolumesTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC = "storage: {size: 64Mi, storageClassName: retain, %s}";

  @Test
  void atTheirPlaces() {
    var set = cluster.set("redis").apply("storage: {size: 64Mi, storageClassName: retain}");
    set.awaitReady().redis().write("kept", 50, 2);
    var primary = set.primary();
    var disks = Disks.of(cluster);
    var names = disks.release(set).stream().map(Disks::name).toList();

    set.apply(SPEC.formatted(Disks.volumes(names))).awaitReady();
    assertThat(disks.behind(set)).isEqualTo(names);
    assertThat(set.primary()).isEqualTo(primary);
    set.redis().awaitOnAll("kept", 50);

    set.apply("storage: {size: 64Mi, storageClassName: retain}").awaitReady();
    assertThat(disks.behind(set)).as("the list may go when it has done its work").isEqualTo(names);
    set.redis().write("after", 20, 2);
  }

  /** Another order, another ordinal for the disk of the last primary. */
  @Test
  void swapped() {
    var set = cluster.set("swapped").apply("storage: {size: 64Mi, storageClassName: retain}");
    set.awaitReady().redis().write("kept", 50, 2);
    assertThat(set.primary()).isEqualTo("swapped-0");
    var disks = Disks.of(cluster);
    var before = disks.release(set).stream().map(Disks::name).toList();
    var names = List.of(before.get(1), before.get(2), before.get(0));

    set.apply(SPEC.formatted(Disks.volumes(names))).awaitReady();
    assertThat(disks.behind(set)).isEqualTo(names);
    assertThat(set.primary()).as("the pod on the last primary's disk").isEqualTo("swapped-2");
    set.redis().awaitOnAll("kept", 50);
    set.redis().write("after", 20, 2);
  }
}
