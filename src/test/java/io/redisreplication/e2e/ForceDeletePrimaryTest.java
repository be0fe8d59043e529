package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Grace 0: the pod is gone before its processes are, and the next one of its name may start beside
 * them on the same disk (C19).
 */
@Scenario
class ForceDeletePrimaryTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void anotherTakesOver() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    try (var client = set.client()) {
      var primary = set.primary();
      var uid = set.pods().uid(primary);
      set.pods().forceDelete(primary);
      set.pods().awaitNew(primary, uid);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(50).check();
      assertThat(set.lastChange())
          .as("as far as the primary got with its hand-over")
          .isIn(
              "Failover %s to %s".formatted(primary, set.primary()),
              "Switchover %s to %s".formatted(primary, set.primary()));
    }
  }
}
