package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of the primary's Redis: its container starts again on the same disk and serves on. */
@Scenario
class KillPrimaryTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void servesAgainInPlace() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    var primary = set.primary();
    var epoch = set.status().epoch();
    try (var client = set.client()) {
      RedisProcess.of(set, primary).kill();
      RedisSet.eventually("restarted", () -> assertThat(set.pods().restarts(primary)).isPositive());
      set.awaitReady();
      client.awaitWrites(50).check();
    }
    assertThat(set.primary()).as("the restart was quicker than the delay").isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(epoch);
  }
}
