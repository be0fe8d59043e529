package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator as a process outside the cluster, reaching Redis through the API server alone. */
@Tag("e2e")
class LocalRunTest {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final File LOG = new File("target/local-run.log");

  @RegisterExtension static final Cluster cluster = new Cluster();

  static Process local;

  @BeforeAll
  static void start() throws IOException {
    assertThat(JAR).as("the operator's jar: run 'make build' first").exists();
    cluster.operator().stop();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-Xmx128m", "-jar", JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(LOG);
    var env = process.environment();
    env.put("QUARKUS_PROFILE", "local");
    env.put("QUARKUS_HTTP_PORT", "0");
    env.put("REDIS_REPLICATION_CONNECT", "port-forward");
    local = process.start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    local.destroy();
    assertThat(local.waitFor(20, TimeUnit.SECONDS)).as("it ends when it is told to").isTrue();
  }

  @Test
  void aSetIsMadeAndARestartNoticed() {
    var set =
        cluster
            .set("redis")
            .apply(
                """
                storage: {size: 64Mi}
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
