package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new image under load: replicas first, then a hand-over, the former primary last. */
@Scenario
class RollingUpdateTest {
  static final String SPEC = "{image: '%s', storage: {size: 64Mi}}";
  static final String REDIS_7 = "docker.io/library/redis:7.0";
  static final String REDIS_8 = "docker.io/library/redis:8.0";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @ParameterizedTest
  @CsvSource({
    "redis-eight, docker.io/library/redis:8.0, redis_version:8.0",
    "valkey, docker.io/valkey/valkey:8.1, valkey_version:8.1"
  })
  void toANewerServer(String name, String image, String version) throws Exception {
    var set = cluster.set(name).apply(SPEC.formatted(REDIS_7)).awaitReady();
    var primary = set.primary();
    try (var client = set.client()) {
      set.apply(SPEC.formatted(image));
      awaitImage(set, image);
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    assertThat(set.podNames())
        .allSatisfy(p -> assertThat(set.redis().cli(p, "INFO", "server")).contains(version));
    assertThat(set.status().epoch()).as("one hand-over").isEqualTo(2);
    assertThat(set.lastChange()).isEqualTo("Switchover %s to %s".formatted(primary, set.primary()));
    set.delete();
  }

  /** An image that cannot be pulled stops it at the first pod; the old one brings it back. */
  @Test
  void stopsAndRollsBack() throws Exception {
    var set = cluster.set("back").apply(SPEC.formatted(REDIS_8)).awaitReady();
    var primary = set.primary();
    var others = set.podNames().stream().filter(p -> !p.equals("back-2")).toList();
    var before = others.stream().map(set.pods()::uid).toList();
    try (var client = set.client()) {
      set.apply(SPEC.formatted("localhost/no/such:1"));
      set.awaitCondition("Stalled", "True", "ImageUnavailable");
      client.awaitWrites(50);
      assertThat(others.stream().map(set.pods()::uid).toList()).isEqualTo(before);
      set.apply(SPEC.formatted(REDIS_8));
      awaitImage(set, REDIS_8);
      client.awaitWrites(50).check();
    }
    assertThat(set.primary()).isEqualTo(primary);
    set.delete();
  }

  static void awaitImage(RedisSet set, String image) {
    RedisSet.eventually(
        "all pods have " + image,
        () ->
            assertThat(set.podNames())
                .allSatisfy(p -> assertThat(set.pods().image(p)).isEqualTo(image)));
    set.awaitReady();
    set.awaitCondition("Progressing", "False", "Complete");
  }
}
