package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The primary's node loses its power, and comes back when another one has long been serving. */
@Scenario
@Isolated
class LostNodeTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void anotherTakesOver() throws Exception {
    try (var node = Node.second(cluster)) {
      var set = node.setWithPrimaryHere(cluster.set("redis"), "storage: {size: 64Mi}");
      try (var client = set.client()) {
        node.off();
        RedisSet.eventually(
            "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo("redis-2"));
        client.awaitWrites(50);
        assertThat(set.lastChange()).isEqualTo("Failover redis-2 to " + set.primary());
        assertThat(set.condition("Ready").orElseThrow().getMessage()).contains("redis-2");
        node.on();
        set.awaitReady();
        client.awaitWrites(50).check();
      }
    }
  }
}
