package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Every pod of a cache is on a node that loses its power: it comes up by itself. */
@Scenario
@Isolated
class CachePowerCycledTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void comesUpByItself() {
    try (var node = Node.second(cluster)) {
      node.uncordon();
      node.only(true);
      var set = cluster.set("cache").apply("storage: {ephemeral: true}").awaitReady();
      set.redis().write("cached", 20, 2);
      assertThat(set.podNames()).allMatch(p -> set.pods().node(p).equals(node.name()));
      var before = set.podNames().stream().map(set.pods()::containerId).toList();
      node.off();
      node.on();
      RedisSet.eventually(
          "other containers",
          () ->
              assertThat(set.podNames().stream().map(set.pods()::containerId).toList())
                  .doesNotContainAnyElementsOf(before)
                  .doesNotContain(""));
      set.awaitReady().redis().write("anew", 20, 2);
      assertThat(set.redis().masters()).containsExactly(set.primary());
    }
  }
}
