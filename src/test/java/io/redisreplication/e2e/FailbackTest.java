package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** spec.primaryOrdinal: the primary is moved there, and back there after it was lost. */
@Scenario
class FailbackTest {
  /** It must have been in sync for twice 60 s, as it failed once; each lag begins them anew. */
  private static final Duration FAILBACK = Duration.ofMinutes(10);

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void thePrimaryReturnsToItsOrdinal() throws Exception {
    var set = cluster.set("redis").apply("{primaryOrdinal: 1, storage: {size: 64Mi}}").awaitReady();
    assertThat(set.primary()).isEqualTo("redis-1");
    try (var client = set.client()) {
      set.pods().forceDelete("redis-1");
      set.awaitPrimaryOtherThan("redis-1");
      var meanwhile = set.primary();
      Awaitility.await("it returns")
          .atMost(FAILBACK)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> "redis-1".equals(set.primary()));
      set.awaitReady();
      client.awaitWrites(20).check();
      assertThat(set.lastChange()).isEqualTo("Switchover %s to redis-1".formatted(meanwhile));
    }
  }
}
