package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl delete pod, and an eviction: the primary hands over before it goes. */
@Scenario
class DeletePrimaryTest {
  /** A hand-over takes milliseconds, up to 1 s on the machine of the tests, which is shared. */
  static final Duration HAND_OVER = Duration.ofSeconds(4);

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void deleted() throws Exception {
    handsOver(cluster.set("deleted"), false);
  }

  @Test
  void evicted() throws Exception {
    handsOver(cluster.set("evicted"), true);
  }

  private static void handsOver(RedisSet set, boolean evict) throws Exception {
    set.applyMinimal().awaitReady();
    var primary = set.primary();
    var uid = set.pods().uid(primary);
    try (var client = set.client()) {
      if (evict) {
        set.pods().evict(primary);
      } else {
        set.pods().delete(primary);
      }
      set.pods().awaitNew(primary, uid);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(HAND_OVER);
    }
    assertThat(set.lastChange()).isEqualTo("Switchover %s to %s".formatted(primary, set.primary()));
    set.delete();
  }
}
