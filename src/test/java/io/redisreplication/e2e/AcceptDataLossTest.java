package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The only disk is gone: the set waits until the user lets go of it, in so many words. */
@Scenario
class AcceptDataLossTest {
  private static final String ANNOTATION = "redisreplication.io/accept-data-loss";

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void onlyTheUserLetsGo() {
    var set = cluster.set("redis").apply("{replicas: 1, storage: {size: 64Mi}}").awaitReady();
    var uid = set.pods().uid("redis-0");
    set.redis().cli("redis-0", "SET", "key", "value");
    set.pods().wipe("redis-0");
    set.pods().awaitNew("redis-0", uid);
    set.awaitCondition("Ready", "False", "AllDisksEmpty");

    set.annotate(ANNOTATION, "7");
    awaitEvent(set, "DataLossRefused: ");
    set.awaitCondition("Ready", "False", "AllDisksEmpty");

    set.annotate(ANNOTATION, "1");
    set.awaitReady();
    awaitEvent(set, "DataLossAccepted: ");
    assertThat(set.redis().cli("redis-0", "DBSIZE")).isEqualTo("0");
    assertThat(set.resource().get().getMetadata().getAnnotations())
        .satisfiesAnyOf(
            a -> assertThat(a).isNull(), a -> assertThat(a).doesNotContainKey(ANNOTATION));
    set.delete();
  }

  private static void awaitEvent(RedisSet set, String text) {
    RedisSet.eventually(text, () -> assertThat(set.events()).anyMatch(e -> e.startsWith(text)));
  }
}
