package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever restarts comes back into its role, and acknowledged writes are there. */
@Scenario
class RestartTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;
  String written;

  @BeforeAll
  static void create() {
    set =
        cluster
            .set("redis")
            .apply(
                """
                storage: {size: 64Mi}
                failover: {delay: 60s}
                config:
                  common: {enable-debug-command: "local"}
                """)
            .awaitReady();
  }

  @BeforeEach
  void write(TestInfo test) {
    written = test.getTestMethod().orElseThrow().getName();
    set.redis().write(written, 50, 2);
  }

  @AfterEach
  void nothingIsLostAndOneServes() {
    set.awaitReady();
    set.redis().awaitOnAll(written, 50);
    assertThat(set.redis().masters()).containsExactly(set.primary());
    Endpoints.awaitPrimary(set);
  }

  @Test
  void crashOfAReplica() {
    var primary = set.primary();
    set.redis().crash(set.replicas().get(0));
    set.awaitReady();
    assertThat(set.primary()).isEqualTo(primary);
  }

  @Test
  void crashOfThePrimaryServesAgainInPlace() {
    var primary = set.primary();
    var epoch = set.status().epoch();
    set.redis().crash(primary);
    RedisSet.eventually(
        "a primary", () -> assertThat(set.redis().masters()).containsExactly(primary));
    set.awaitReady();
    assertThat(set.status().epoch()).isEqualTo(epoch);
  }

  @Test
  void deletedReplica() {
    set.pods().replace(set.replicas().get(1));
  }

  @Test
  void allPodsDeletedAtOnce() {
    set.pods().replaceAll(set.podNames());
  }
}
