package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The new primary is lost as soon as it has taken writes that a replica has, too. */
@Scenario
class TwoFailoversTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void inARow() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    try (var client = set.client()) {
      for (var i = 0; i < 2; i++) {
        var primary = set.primary();
        set.pods().forceDelete(primary);
        RedisSet.eventually(
            "the next primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo(primary));
        client.awaitWrites(20);
      }
      set.awaitReady();
      client.awaitWrites(50).check();
      assertThat(set.status().epoch()).isGreaterThanOrEqualTo(3);
    }
  }
}
