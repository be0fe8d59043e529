package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** No operator while it happens; the next one sees only what is left, and makes it good. */
@Scenario
@Isolated
class OperatorDownDuringTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  /** One set, and what happens to its primary. */
  private record Loss(String name, BiConsumer<RedisSet, String> happens) {}

  private static final List<Loss> LOSSES =
      List.of(
          new Loss("killed", (set, primary) -> RedisProcess.of(set, primary).kill()),
          new Loss("deleted", (set, primary) -> set.pods().delete(primary)),
          new Loss("forced", (set, primary) -> set.pods().forceDelete(primary)),
          new Loss("wiped", (set, primary) -> set.pods().wipeByForce(primary)),
          new Loss("all", (set, primary) -> set.podNames().forEach(set.pods()::forceDelete)),
          new Loss("replica", (set, primary) -> set.pods().wipe(set.replicas().get(0))));

  @Test
  void startedLater() throws Exception {
    for (var loss : LOSSES) {
      cluster.set(loss.name()).applyMinimal();
    }
    var clients = new ArrayList<CheckingClient>();
    for (var loss : LOSSES) {
      clients.add(cluster.set(loss.name()).awaitReady().client());
    }
    cluster.operator().stop();
    for (var loss : LOSSES) {
      var set = cluster.set(loss.name());
      var before = set.pods().containerId(set.primary());
      loss.happens().accept(set, set.primary());
      if (!loss.name().equals("replica")) {
        RedisSet.eventually(
            "another process",
            () ->
                assertThat(set.pods().containerId(set.primary()))
                    .isNotEmpty()
                    .isNotEqualTo(before));
      }
    }
    cluster.operator().start();
    for (var i = 0; i < LOSSES.size(); i++) {
      var set = cluster.set(LOSSES.get(i).name()).awaitReady();
      try (var client = clients.get(i)) {
        client.awaitWrites(20);
        set.awaitReady();
        client.check();
      }
    }
  }
}
