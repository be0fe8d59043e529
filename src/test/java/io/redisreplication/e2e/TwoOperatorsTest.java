package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Two replicas of the operator: one leads, the other waits for the Lease. */
@Scenario
@Isolated
class TwoOperatorsTest {
  /** That of a dead leader ends by itself. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  @RegisterExtension static final Cluster cluster = new Cluster();

  @BeforeEach
  void two() {
    cluster.operator().start(2);
  }

  @Test
  void theLeaderIsKilledWithThePrimary() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    var primary = set.primary();
    var leader = cluster.operator().leader();
    try (var client = set.client()) {
      set.pods().forceDelete(primary);
      cluster.operator().kill(leader);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(LEASE.multipliedBy(2));
    }
    assertThat(cluster.operator().leader()).isNotEqualTo(leader);
    assertThat(set.lastChange()).isEqualTo("Failover %s to %s".formatted(primary, set.primary()));
  }

  /** About 2 s: the other one asks as often. */
  @Test
  void theLeaderIsStoppedAndGivesTheLeaseBack() {
    var leader = cluster.operator().leader();
    var start = System.nanoTime();
    cluster.operator().delete(leader);
    var next = cluster.operator().awaitLeaderOtherThan(leader);
    var took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("the Lease went from " + leader + " to " + next + " within " + took);
    assertThat(took).isLessThan(LEASE.dividedBy(2));
  }
}
