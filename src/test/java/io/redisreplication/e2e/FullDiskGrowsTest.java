package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primary's disk is full; a larger storage.size is all that is needed. */
@Scenario
class FullDiskGrowsTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void backToHealth() throws Exception {
    var spec = "storage: {storageClassName: " + cluster.expandableClass() + ", size: %s}";
    var set = cluster.set("redis").apply(spec.formatted("64Mi")).awaitReady();
    var full = set.primary();
    try (var client = set.client()) {
      RedisSet.eventually(
          "the status says which disk is full",
          () -> {
            set.redis().sh(full, "cat /dev/zero >>/data/filler");
            var storage = set.condition("StorageReady").orElseThrow();
            assertThat(storage.getStatus()).as("%s", storage).isEqualTo("False");
            assertThat(storage.getReason()).isEqualTo("DiskFull");
            assertThat(storage.getMessage()).contains(full, "storage.size");
          });
      var restarts = set.pods().restarts(full);
      set.apply(spec.formatted("128Mi"));
      set.awaitCondition("StorageReady", "True", "Bound");
      client.awaitWrites(50);
      assertThat(set.pods().restarts(full)).as("no restart makes it worse").isEqualTo(restarts);
      set.awaitReady();
      client.check();
    }
  }
}
