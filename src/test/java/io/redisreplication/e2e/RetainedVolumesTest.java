package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** storage.reclaimPolicy: Retain, with a class whose volumes go with their claims. */
@Scenario
class RetainedVolumesTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void theVolumeBehindAClaimIsRetained() {
    var set =
        cluster
            .set("redis")
            .apply("{replicas: 1, storage: {size: 64Mi, reclaimPolicy: Retain}}")
            .awaitReady();
    var volumes = cluster.client().persistentVolumes();
    RedisSet.eventually(
        "retained",
        () ->
            assertThat(volumes.withName(set.pods().volume("redis-0")).get().getSpec())
                .extracting(s -> s.getPersistentVolumeReclaimPolicy())
                .isEqualTo("Retain"));
  }
}
