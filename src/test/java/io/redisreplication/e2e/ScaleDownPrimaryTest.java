package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods that would be removed hand over first; scaled up again, their kept disks are refilled. */
@Scenario
class ScaleDownPrimaryTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void thePrimaryHandsOverAndThePodsComeBack() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    set.switchoverTo("redis-2");
    set.awaitPrimary("redis-2");
    try (var client = set.client(0)) { // one pod has no copy that could confirm
      set.resource().scale(1);
      set.awaitPrimary("redis-0");
      awaitPods(set, 1);
      assertThat(set.lastChange()).isEqualTo("Switchover redis-2 to redis-0");
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
      set.resource().scale(3);
      awaitPods(set, 3);
      client.awaitWrites(50);
      set.resource().scale(5);
      awaitPods(set, 5);
      client.awaitWrites(50).check();
    }
    assertThat(set.primary()).isEqualTo("redis-0");
    for (var pod : set.podNames()) {
      assertThat(set.redis().cli(pod, "GET", "canary")).as(pod).isEqualTo("alive");
    }
  }

  private static void awaitPods(RedisSet set, int count) {
    RedisSet.eventually(count + " pods", () -> assertThat(set.pods().list()).hasSize(count));
    set.awaitReady();
  }
}
