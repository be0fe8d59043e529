package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica comes back with an empty disk: it is filled while the primary serves on. */
@Scenario
class WipedReplicaDiskTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void itIsFilledAgain() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    var primary = set.primary();
    var replica = set.replicas().get(0);
    var uid = set.pods().uid(replica);
    var volume = set.pods().volume(replica);
    try (var client = set.client()) {
      set.pods().wipe(replica);
      set.pods().awaitNew(replica, uid);
      set.awaitReady();
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    assertThat(set.pods().volume(replica)).as("another disk").isNotEqualTo(volume);
    assertThat(set.primary()).isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(1);
    assertThat(set.redis().cli(replica, "GET", "canary")).isEqualTo("alive");
  }
}
