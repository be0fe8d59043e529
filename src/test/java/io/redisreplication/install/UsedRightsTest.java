package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After all tests on the project's own cluster: operators used every right, and wanted no other.
 */
@Tag("rights")
class UsedRightsTest {
  /** The SDK ends at once without it (LeaderElectionManager.checkLeaseAccess), and then patches. */
  private static final String ASKED_FOR_AT_THE_START = "coordination.k8s.io/leases update";

  static AuditLog log;

  @BeforeAll
  static void read() throws IOException {
    assumeThat(System.getenv("CLUSTER")).as("the cluster whose log we have").isEqualTo("local");
    var start = Instant.parse(System.getProperty("e2e.started"));
    log = AuditLog.since(start, Path.of(System.getenv("CLUSTER_DIR"), "log"));
  }

  @Test
  void everyRightIsUsed() {
    var unused = new TreeSet<>(Rights.of(granted()));
    unused.removeAll(log.used());
    unused.remove(ASKED_FOR_AT_THE_START);
    assertThat(unused).as("take them out of src/main/kubernetes").isEmpty();
  }

  /**
   * What is granted is refused where a Role was left out or taken away, as by an uninstallation.
   */
  @Test
  void nothingElseIsAskedFor() {
    var granted = Rights.of(granted());
    assertThat(log.requests())
        .as("refused for want of a right: grant it in src/main/kubernetes, or do not ask")
        .filteredOn(r -> r.missing().filter(right -> !granted.contains(right)).isPresent())
        .isEmpty();
  }

  private static List<PolicyRule> granted() {
    var volumes =
        Generated.all(ClusterRole.class)
            .filter(r -> r.getMetadata().getName().equals(Generated.VOLUMES))
            .flatMap(r -> r.getRules().stream());
    return Stream.of(Generated.rightsOnSets().stream(), Generated.rightsAtHome().stream(), volumes)
        .flatMap(s -> s)
        .toList();
  }
}
