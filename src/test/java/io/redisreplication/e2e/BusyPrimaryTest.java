package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A primary that is busy is not dead, until it was longer than failover.unresponsiveTimeout. */
@Scenario
class BusyPrimaryTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC =
      """
      storage: {size: 64Mi}
      failover: {unresponsiveTimeout: %s}
      config:
        common: {enable-debug-command: "local", busy-reply-threshold: "%d"}
      """;

  /** So many seconds of CPU: the clock that TIME tells stands still in a script. */
  private static final String SCRIPT =
      "local t = os.clock() + %d; while os.clock() < t do end return 'done'";

  @Test
  void sleepUnderTheTimeout() throws Exception {
    staysPrimary("sleep-under", SPEC.formatted("30s", 60_000), "DEBUG", "SLEEP", "5");
  }

  @Test
  void sleepOverTheTimeout() throws Exception {
    isReplaced("sleep-over", SPEC.formatted("3s", 60_000), 50, "DEBUG", "SLEEP", "40");
  }

  @Test
  @Chaos
  void scriptUnderTheTimeout() throws Exception {
    staysPrimary("script-under", SPEC.formatted("30s", 60_000), "EVAL", SCRIPT.formatted(5), "0");
  }

  @Test
  @Chaos
  void scriptOverTheTimeout() throws Exception {
    isReplaced("script-over", SPEC.formatted("3s", 60_000), 50, "EVAL", SCRIPT.formatted(20), "0");
  }

  /**
   * It answers, if only with BUSY, which helps no client. Clients that are connected stay there
   * until the script ends: Redis lets nobody close their connections before.
   */
  @Test
  void scriptThatSaysBusy() throws Exception {
    isReplaced("busy", SPEC.formatted("3s", 500), 0, "EVAL", SCRIPT.formatted(15), "0");
  }

  private static void staysPrimary(String name, String spec, String... command) throws Exception {
    var set = cluster.set(name).apply(spec).awaitReady();
    var primary = set.primary();
    try (var client = set.client()) {
      set.redis().cli(primary, command);
      set.awaitReady();
      client.awaitWrites(50).check();
    }
    assertThat(set.primary()).isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(1);
    set.delete();
  }

  private static void isReplaced(String name, String spec, int writes, String... command)
      throws Exception {
    var set = cluster.set(name).apply(spec).awaitReady();
    var primary = set.primary();
    try (var client = set.client()) {
      var busy = CompletableFuture.runAsync(() -> set.redis().cli(primary, command));
      RedisSet.eventually(
          "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo(primary));
      client.awaitWrites(writes);
      assertThat(busy).as("still busy").isNotDone();
      busy.join();
      set.awaitReady();
      client.awaitWrites(50).check();
    }
    assertThat(set.lastChange()).isEqualTo("Failover %s to %s".formatted(primary, set.primary()));
    set.delete();
  }
}
