package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primary's disk is full: Redis refuses writes, and goes on when there is room again. */
@Scenario
class FullDiskTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void nothingIsLost() throws Exception {
    var storageClass = cluster.expandableClass();
    var spec = "storage: {size: 64Mi, storageClassName: %s}".formatted(storageClass);
    var set = cluster.set("redis").apply(spec).awaitReady();
    var full = set.primary();
    try (var client = set.client()) {
      RedisSet.eventually(
          "writes are refused, or another one takes them",
          () -> {
            set.redis().sh(full, "cat /dev/zero >>/data/filler");
            assertThat(!full.equals(set.primary()) || client.story().contains("MISCONF")).isTrue();
          });
      set.redis().sh(full, "rm /data/filler");
      set.awaitReady();
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(Duration.ofSeconds(60));
    }
  }
}
