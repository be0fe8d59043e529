package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** kubectl drain of the primary's node: it hands over first, and the pod waits for its node. */
@Scenario
@Isolated
class DrainTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void thePrimaryHandsOver() throws Exception {
    try (var node = Node.second(cluster)) {
      var set = node.setWithPrimaryHere(cluster.set("redis"), "storage: {size: 64Mi}");
      try (var client = set.client()) {
        node.cordon();
        set.pods().evict("redis-2");
        RedisSet.eventually(
            "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo("redis-2"));
        client.awaitWrites(50);
        assertThat(set.lastChange()).isEqualTo("Switchover redis-2 to " + set.primary());
        assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
        node.uncordon();
        set.awaitReady();
        client.awaitWrites(50).check();
      }
    }
  }

  /** One pod at a time: the next one when the first is back. */
  @Test
  void theBudgetLetsOneGoAtATime() {
    var set = cluster.set("budget").applyMinimal().awaitReady();
    var replicas = set.replicas();
    var uids = replicas.stream().map(set.pods()::uid).toList();
    set.pods().evict(replicas.get(0));
    set.pods().evict(replicas.get(1));
    assertThat(set.pods().uid(replicas.get(0)))
        .as("came back before")
        .isNotEmpty()
        .isNotEqualTo(uids.get(0));
    set.awaitReady();
    set.delete();
  }
}
