package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of the primary's Redis: what is quicker, its restart or failover.delay, decides. */
@Scenario
class KillPrimaryTest {
  private static final String SPEC = "{failover: {delay: %s}, storage: {size: 64Mi}}";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void servesAgainInPlace() throws Exception {
    var set = cluster.set("restarts").apply(SPEC.formatted("60s")).awaitReady();
    var primary = set.primary();
    killed(set, primary);
    assertThat(set.primary()).isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(1);
    set.delete();
  }

  @Test
  void anotherTakesOver() throws Exception {
    var set = cluster.set("moves").apply(SPEC.formatted("50ms")).awaitReady();
    var primary = set.primary();
    killed(set, primary);
    assertThat(set.lastChange()).isEqualTo("Failover %s to %s".formatted(primary, set.primary()));
    set.delete();
  }

  private static void killed(RedisSet set, String primary) throws Exception {
    try (var client = set.client()) {
      RedisProcess.of(set, primary).kill();
      RedisSet.eventually("restarted", () -> assertThat(set.pods().restarts(primary)).isPositive());
      set.awaitReady();
      client.awaitWrites(50).check();
    }
  }
}
