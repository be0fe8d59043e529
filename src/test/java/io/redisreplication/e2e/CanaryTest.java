package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** update.partition: one replica has the new image until the user lets the others follow. */
@Scenario
class CanaryTest {
  private static final String SPEC =
      "{image: '%s', update: {partition: %d}, storage: {size: 64Mi}}";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void onlyTheOrdinalsFromThePartitionOn() throws Exception {
    var set = cluster.set("redis").apply(SPEC.formatted(RollingUpdateTest.REDIS_7, 0)).awaitReady();
    try (var client = set.client()) {
      set.apply(SPEC.formatted(RollingUpdateTest.REDIS_8, 2));
      RedisSet.eventually(
          "the canary is new",
          () -> assertThat(set.pods().image("redis-2")).isEqualTo(RollingUpdateTest.REDIS_8));
      set.awaitReady();
      set.awaitCondition("Progressing", "False", "UpdatePending");
      client.awaitWrites(50).check();
      assertThat(set.pods().image("redis-0")).isEqualTo(RollingUpdateTest.REDIS_7);
      assertThat(set.pods().image("redis-1")).isEqualTo(RollingUpdateTest.REDIS_7);
      assertThat(set.primary()).as("no hand-over for a canary").isEqualTo("redis-0");
    }

    // nobody writes, so both replicas have the same: then the version of the lost one counts
    set.pods().forceDelete("redis-0");
    set.awaitPrimary("redis-1");
    try (var client = set.client()) {
      set.apply(SPEC.formatted(RollingUpdateTest.REDIS_8, 0));
      RollingUpdateTest.awaitImage(set, RollingUpdateTest.REDIS_8);
      client.awaitWrites(50).check();
    }
  }
}
