package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primary comes back with an empty disk: another one serves, and it is filled. */
@Scenario
class WipedPrimaryDiskTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void itIsFilledFromItsReplicas() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    var primary = set.primary();
    var uid = set.pods().uid(primary);
    var volume = set.pods().volume(primary);
    try (var client = set.client()) {
      set.pods().wipe(primary);
      set.pods().awaitNew(primary, uid);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(50).check();
    }
    assertThat(set.pods().volume(primary)).as("another disk").isNotEqualTo(volume);
    assertThat(set.status().epoch()).isGreaterThan(1);
    assertThat(set.redis().cli(primary, "GET", "canary")).isEqualTo("alive");
  }

  /** Nothing is handed over: the pod and its disk are gone at once. */
  @Test
  void goneAtOnce() throws Exception {
    var set = cluster.set("gone").applyMinimal().awaitReady();
    var primary = set.primary();
    var uid = set.pods().uid(primary);
    try (var client = set.client()) {
      RedisProcess.of(set, primary).freeze();
      set.pods().wipeByForce(primary);
      set.pods().awaitNew(primary, uid);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(50).check();
    }
    assertThat(set.lastChange()).isEqualTo("Failover %s to %s".formatted(primary, set.primary()));
  }
}
