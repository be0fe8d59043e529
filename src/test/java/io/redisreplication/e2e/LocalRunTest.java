package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator as a process outside the cluster, reaching Redis through the API server alone. */
@Scenario
@Isolated
class LocalRunTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static LocalOperator local;

  @BeforeAll
  static void start() throws IOException {
    cluster.operator().stop();
    local = new LocalOperator(Map.of("REDIS_REPLICATION_CONNECT", "port-forward"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    local.close();
  }

  @Test
  void itIsTheJarOrTheBinaryAskedFor() {
    var asked = System.getProperty("operator.binary", "quarkus-run.jar");
    assertThat(local.commandLine()).contains(asked);
  }

  @Test
  void aSetIsMadeAndARestartNoticed() {
    var set =
        cluster
            .set("redis")
            .apply(
                """
                storage: {size: 64Mi}
                failover: {delay: 60s}
                config: {common: {enable-debug-command: "local"}}
                """)
            .awaitReady();
    set.redis().write("first", 20, 2);
    var since = set.condition("Ready").orElseThrow().getLastTransitionTime();
    var primary = set.primary();
    set.redis().crash(primary);
    RedisSet.eventually(
        "the restart is noticed",
        () ->
            assertThat(set.condition("Ready").orElseThrow().getLastTransitionTime())
                .isNotEqualTo(since));
    set.awaitReady();
    assertThat(set.primary()).isEqualTo(primary);
    set.redis().awaitOnAll("first", 20);
  }
}
