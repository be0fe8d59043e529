package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The network is cut and everything goes on running, with clients on both sides. */
@Scenario
@Isolated
class PartitionTest {
  private static final String SPEC =
      """
      storage: {size: 64Mi}
      durability: {maxLagSeconds: 4}
      """;

  private static final String INSIDE =
      Redises.WITH_CLI + "printf 'SET inside 1\\nWAIT 1 1000\\n' | $cli";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void thePrimaryIsCutOff() throws Exception {
    try (var node = Node.second(cluster)) {
      var set = node.setWithPrimaryHere(cluster.set("redis"), SPEC);
      try (var client = set.client()) {
        node.cut(set.pods().ip("redis-2"));
        assertThat(set.redis().sh("redis-2", INSIDE))
            .as("a client on its side: taken, and not confirmed")
            .isEqualTo("OK\n0");
        RedisSet.eventually(
            "it refuses writes by itself",
            () ->
                assertThat(set.redis().cli("redis-2", "SET", "inside", "2"))
                    .startsWith("NOREPLICAS"));
        RedisSet.eventually(
            "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo("redis-2"));
        client.awaitWrites(50);
        assertThat(set.lastChange()).isEqualTo("Failover redis-2 to " + set.primary());
        assertThat(set.redis().masters()).as("one for each side").hasSize(2);
        node.heal();
        set.awaitReady();
        client.awaitWrites(50).check();
      }
      assertThat(set.redis().cli("redis-2", "EXISTS", "inside")).isEqualTo("0");
      assertThat(set.redis().sh("redis-2", "ls -d /data/diverged-*"))
          .as("its own write is kept")
          .startsWith("/data/diverged-");
      assertThat(set.status().lastFailover().keptAt()).contains("diverged-");
      set.delete();
    }
  }

  /** The replicas hear the primary: it is the operator that is cut off, and it waits (C9). */
  @Test
  void onlyTheOperatorIsCutOff() throws Exception {
    try (var node = Node.second(cluster)) {
      var set = node.setWithPrimaryHere(cluster.set("seen"), SPEC);
      var epoch = set.status().epoch();
      try (var client = set.client()) {
        node.cut(set.pods().ip("seen-2"), cluster.operator().ip());
        RedisSet.eventually(
            "it is noticed",
            () -> assertThat(set.condition("Ready").orElseThrow().getStatus()).isEqualTo("False"));
        TimeUnit.SECONDS.sleep(15);
        assertThat(set.status().epoch()).isEqualTo(epoch);
        client.awaitWrites(50);
        node.heal();
        set.awaitPrimary("seen-2");
        client.awaitWrites(50).check();
        assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
      }
      assertThat(set.status().epoch()).isEqualTo(epoch);
      set.delete();
    }
  }
}
