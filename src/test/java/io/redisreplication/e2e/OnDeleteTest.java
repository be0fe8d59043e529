package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** update.type OnDelete: the user deletes the pods, the operator says which and hands over. */
@Scenario
class OnDeleteTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void podsTakeItWhenTheyAreDeleted() throws Exception {
    var spec =
        """
        image: docker.io/library/redis:%s
        storage: {size: 64Mi}
        update: {type: OnDelete}
        """;
    var set = cluster.set("redis").apply(spec.formatted("7.0")).awaitReady();
    var before = set.podNames().stream().map(set.pods()::uid).toList();
    try (var client = set.client()) {
      set.apply(spec.formatted("8.0"));
      set.awaitCondition("Progressing", "False", "UpdatePending");
      assertThat(set.condition("Progressing").orElseThrow().getMessage())
          .contains("redis-0", "redis-1", "redis-2");
      set.awaitReady();
      assertThat(set.podNames().stream().map(set.pods()::uid).toList()).isEqualTo(before);

      for (var replica : set.replicas()) {
        set.pods().replace(replica);
        set.awaitReady();
      }
      set.pods().replace("redis-0");
      set.awaitPrimaryOtherThan("redis-0");
      set.awaitCondition("Progressing", "False", "Complete");
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    assertThat(set.lastChange()).isEqualTo("Switchover redis-0 to " + set.primary());
    assertThat(set.podNames())
        .allSatisfy(
            p -> assertThat(set.redis().cli(p, "INFO", "server")).contains("redis_version:8.0"));
  }
}
