package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl scale: up, down, up again on the claims that were kept. */
@Scenario
class ScaleTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void keptClaimsAreUsedAgain() {
    var set = cluster.set("redis").apply("{replicas: 2, storage: {size: 64Mi}}").awaitReady();
    set.redis().write("two", 20, 1);

    scale(set, 4);
    set.redis().awaitOnAll("two", 20);
    var volumes = volumes();
    assertThat(volumes).hasSize(4);
    set.redis().write("four", 20, 3);

    scale(set, 2);
    assertThat(volumes()).isEqualTo(volumes);
    set.redis().write("again", 20, 1);

    scale(set, 3);
    assertThat(volumes()).isEqualTo(volumes);
    set.redis().awaitOnAll("again", 20);
    set.redis().awaitOnAll("four", 20);
    set.delete();
  }

  @Test
  void thePrimaryIsNotRemovedBeforeItHasHandedOver() {
    var set = cluster.set("high").apply("{primaryOrdinal: 2, storage: {size: 64Mi}}").awaitReady();
    set.redis().write("high", 20, 2);
    set.applyMinimal();
    scale(set, 2);
    assertThat(set.primary()).isNotEqualTo("high-2");
    Endpoints.awaitPrimary(set);
    set.redis().awaitOnAll("high", 20);
    set.delete();
  }

  private static void scale(RedisSet set, int replicas) {
    set.resource().scale(replicas);
    RedisSet.eventually(
        replicas + " pods",
        () -> {
          assertThat(set.pods().list()).hasSize(replicas);
          assertThat(set.status().replicas()).isEqualTo(replicas);
        });
    set.awaitReady();
    var pods =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withLabelSelector(set.status().selector())
            .list()
            .getItems();
    assertThat(pods).as("pods of status.selector").hasSize(replicas);
  }

  private static Map<String, String> volumes() {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .withLabel("app.kubernetes.io/instance", "redis")
        .list()
        .getItems()
        .stream()
        .collect(Collectors.toMap(c -> c.getMetadata().getName(), ScaleTest::volume));
  }

  private static String volume(PersistentVolumeClaim claim) {
    return claim.getSpec().getVolumeName();
  }
}
