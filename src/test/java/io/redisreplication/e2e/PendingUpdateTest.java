package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new image or directive restarts nobody; the status says who lacks it, new pods have it. */
@Tag("e2e")
class PendingUpdateTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void podsTakeItWhenTheyAreDeleted() {
    var spec = "{replicas: 2, image: 'docker.io/library/redis:%s', storage: {size: 64Mi}%s}";
    var set = cluster.set("redis").apply(spec.formatted("7.0", "")).awaitReady();
    set.redis().write("old", 20, 1);
    var before = set.podNames().stream().map(set::uid).toList();

    set.apply(spec.formatted("8.0", ", config: {common: {slowlog-max-len: '77'}}"));
    set.awaitCondition("Progressing", "False", "UpdatePending");
    assertThat(set.condition("Progressing").orElseThrow().getMessage())
        .contains("redis-0", "redis-1");
    set.awaitReady();
    assertThat(set.podNames().stream().map(set::uid).toList()).isEqualTo(before);

    replace(set, set.replicas().get(0));
    replace(set, set.primary());
    RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
    set.awaitReady();
    set.awaitCondition("Progressing", "False", "Complete");
    for (var pod : set.podNames()) {
      assertThat(set.redis().cli(pod, "INFO", "server")).contains("redis_version:8.0");
      assertThat(set.redis().config(pod, "slowlog-max-len")).isEqualTo("77");
    }
    set.redis().awaitOnAll("old", 20);
  }

  private static void replace(RedisSet set, String pod) {
    set.replace(pod);
    set.awaitReady();
  }
}
