package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A set goes to another namespace, with its disks and under another name. */
@Scenario
class NamespaceMoveTest {
  @RegisterExtension static final Cluster from = new Cluster();
  @RegisterExtension static final Cluster to = new Cluster("-there");

  @Test
  void takesItsDisksAlong() {
    var here = from.set("here").applyMinimal().awaitReady();
    here.switchoverTo("here-1");
    here.awaitPrimary("here-1").redis().write("kept", 50, 2);
    var names = Disks.of(from).release(here).stream().map(Disks::name).toList();

    var there = to.set("there").apply("storage: {size: 64Mi, %s}".formatted(Disks.volumes(names)));
    there.awaitReady();
    assertThat(Disks.of(to).behind(there)).isEqualTo(names);
    assertThat(there.primary()).as("the disk of the last primary").isEqualTo("there-1");
    there.redis().awaitOnAll("kept", 50);
    there.redis().write("after", 20, 2);
  }
}
