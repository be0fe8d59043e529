package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody with redis-cli: two primaries, a ring of replicas, a replica of another set. */
@Scenario
class RivalTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void aSecondPrimaryWithWritesOfItsOwn() throws Exception {
    var set = cluster.set("two").applyMinimal().awaitReady();
    var primary = set.primary();
    var rival = set.replicas().get(1);
    try (var client = set.client()) {
      var own =
          set.redis()
              .atOnce(
                  rival, "REPLICAOF NO ONE", "CONFIG SET min-replicas-to-write 0", "SET rival 1");
      assertThat(own).containsExactly("OK", "OK", "OK");
      RedisSet.eventually(
          "one master", () -> assertThat(set.redis().masters()).containsExactly(primary));
      RedisSet.eventually(
          "its own write is gone",
          () -> assertThat(set.redis().cli(rival, "EXISTS", "rival")).isEqualTo("0"));
      set.awaitReady();
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    assertThat(set.primary()).isEqualTo(primary);
    assertThat(set.redis().cli(rival, "EXISTS", "rival")).isEqualTo("0");
    set.delete();
  }

  /** Both say that their link is up, and nobody takes writes. */
  @Test
  void aRing() throws Exception {
    var set = cluster.set("ring").applyMinimal().awaitReady();
    try (var client = set.client()) {
      var primary = set.primary();
      var host = set.replicas().get(0) + ".ring-headless";
      assertThat(set.redis().cli(primary, "REPLICAOF", host, "6379")).isEqualTo("OK");
      RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
      set.awaitReady();
      client.awaitWrites(50).check();
    }
    set.delete();
  }

  /** Without a password it can: it is emptied and filled with what is not ours. */
  @Test
  void aReplicaOfAStranger() throws Exception {
    var open = "{auth: {enabled: false}, storage: {size: 64Mi}}";
    var set = cluster.set("ours").apply(open);
    var stranger = cluster.set("stranger").apply(open).awaitReady();
    set.awaitReady();
    assertThat(stranger.redis().cli(stranger.primary(), "SET", "strange", "1")).isEqualTo("OK");
    var lost = set.replicas().get(0);
    try (var client = set.client()) {
      var host = stranger.primary() + ".stranger-headless";
      assertThat(set.redis().cli(lost, "REPLICAOF", host, "6379")).isEqualTo("OK");
      RedisSet.eventually(
          "it is ours again",
          () -> {
            assertThat(set.redis().cli(lost, "EXISTS", "canary", "strange")).isEqualTo("1");
            assertThat(set.redis().cli(lost, "INFO", "replication")).contains("ours-headless");
          });
      set.awaitReady();
      stranger.awaitReady();
      client.awaitWrites(50).check();
    }
    set.delete();
    stranger.delete();
  }
}
