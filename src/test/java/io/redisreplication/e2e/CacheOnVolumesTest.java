package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cache with a volume for each pod, which ends with the pod. */
@Scenario
class CacheOnVolumesTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void volumesEndWithTheirPods() throws Exception {
    var set =
        cluster
            .set("cache")
            .apply("storage: {ephemeral: true, storageClassName: standard, size: 64Mi}")
            .awaitReady();
    set.redis().write("cached", 20, 2);
    assertThat(claims()).hasSize(3);
    var primary = set.primary();
    set.pods().replace(primary);
    set.awaitReady().redis().awaitOnAll("cached", 20);

    set.podNames().forEach(set.pods()::forceDelete);
    RedisSet.eventually("starts anew", () -> assertThat(set.redis().masters()).hasSize(1));
    set.awaitReady().redis().write("anew", 20, 2);

    set.delete();
    RedisSet.eventually("nothing is left", () -> assertThat(claims()).isEmpty());
  }

  private static List<PersistentVolumeClaim> claims() {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .list()
        .getItems();
  }
}
