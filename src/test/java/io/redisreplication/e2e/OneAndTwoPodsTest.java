package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** replicas = 1: there is nobody else. replicas = 2: one copy is enough to go on. */
@Scenario
class OneAndTwoPodsTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void one() throws Exception {
    var set = cluster.set("one").apply("{replicas: 1, storage: {size: 64Mi}}").awaitReady();
    try (var client = set.client(0)) {
      RedisProcess.of(set, "one-0").kill();
      RedisSet.eventually("restarted", () -> assertThat(set.pods().restarts("one-0")).isPositive());
      set.awaitReady();
      client.awaitWrites(20);
      set.pods().replace("one-0");
      set.awaitReady();
      client.awaitWrites(20);
      set.resource().scale(2);
      set.awaitReady();
      client.awaitWrites(20);
      set.resource().scale(1);
      RedisSet.eventually("one pod", () -> assertThat(set.pods().list()).hasSize(1));
      set.awaitReady();
      client.awaitWrites(20).check();
    }
    set.delete();
  }

  @Test
  void two() throws Exception {
    var set = cluster.set("two").apply("{replicas: 2, storage: {size: 64Mi}}").awaitReady();
    try (var client = set.client()) {
      var primary = set.primary();
      set.pods().forceDelete(primary);
      set.awaitPrimaryOtherThan(primary);
      client.awaitWrites(20);
      set.pods().replace(set.primary());
      set.awaitReady();
      client.awaitWrites(20).check();
    }
    set.delete();
  }
}
