package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGSTOP: connections stay open and nothing is answered. SIGCONT: a former primary wakes up. */
@Scenario
class StoppedPrimaryTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC =
      """
      storage: {size: 64Mi}
      failover: {unresponsiveTimeout: %s}
      """;

  @Test
  void longerThanTheTimeout() throws Exception {
    var set = cluster.set("long").apply(SPEC.formatted("4s")).awaitReady();
    var primary = set.primary();
    var process = RedisProcess.of(set, primary);
    try (var client = set.client()) {
      process.freeze();
      RedisSet.eventually(
          "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo(primary));
      client.awaitWrites(50);
      process.thaw();
      set.awaitReady();
      client.awaitWrites(50).check();
    } finally {
      process.thaw();
    }
    assertThat(set.lastChange()).isEqualTo("Failover %s to %s".formatted(primary, set.primary()));
    set.delete();
  }

  @Test
  void shorterThanTheTimeout() throws Exception {
    var set = cluster.set("short").apply(SPEC.formatted("30s")).awaitReady();
    var primary = set.primary();
    var process = RedisProcess.of(set, primary);
    try (var client = set.client()) {
      process.freeze();
      TimeUnit.SECONDS.sleep(5);
      process.thaw();
      set.awaitReady();
      client.awaitWrites(50).check();
    } finally {
      process.thaw();
    }
    assertThat(set.primary()).isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(1);
    set.delete();
  }
}
