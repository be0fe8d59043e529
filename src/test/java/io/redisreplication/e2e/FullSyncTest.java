package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One replica is being filled from nothing when the primary is lost: the other one takes over. */
@Scenario
class FullSyncTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void theCompleteReplicaTakesOver() throws Exception {
    var set =
        cluster
            .set("redis")
            .apply(
                """
                storage: {size: 64Mi}
                config:
                  common: {enable-debug-command: "local"}
                """)
            .awaitReady();
    var primary = set.primary();
    var syncing = set.replicas().get(1);
    var complete = set.replicas().get(0);
    set.redis().cli(primary, "DEBUG", "POPULATE", "20000", "fill", "100");
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
            assertThat(set.redis().cli(syncing, "EXISTS", "fill:0", "fill:19999")).isEqualTo("2"));
  }
}
