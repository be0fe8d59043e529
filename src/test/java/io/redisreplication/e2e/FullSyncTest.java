package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One replica is being filled from nothing when the primary is lost: the other one takes over. */
@Scenario
class FullSyncTest {
  private static final String FILL =
      "for i = 1, 20000 do redis.call('SET', 'fill:' .. i, string.rep('x', 100)) end";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void theCompleteReplicaTakesOver() throws Exception {
    var set = cluster.set("redis").applyMinimal().awaitReady();
    var primary = set.primary();
    var syncing = set.replicas().get(1);
    var complete = set.replicas().get(0);
    set.redis().cli(primary, "EVAL", FILL, "0");
    try (var client = set.client()) {
      // a snapshot of 20,000 keys takes 20 s
      assertThat(set.redis().cli(primary, "CONFIG", "SET", "rdb-key-save-delay", "1000"))
          .isEqualTo("OK");
      var uid = set.pods().uid(syncing);
      set.pods().wipe(syncing);
      set.pods().awaitNew(syncing, uid);
      RedisSet.eventually(
          "full sync runs",
          () ->
              assertThat(set.redis().cli(syncing, "INFO", "replication"))
                  .contains("master_sync_in_progress:1"));
      set.pods().forceDelete(primary);
      set.awaitPrimary(complete);
      client.awaitWrites(50).check();
    }
    RedisSet.eventually(
        "all is there",
        () ->
            assertThat(set.redis().cli(syncing, "EXISTS", "fill:1", "fill:20000")).isEqualTo("2"));
  }
}
