package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An empty disk is never the primary's and empties nobody; it is filled. */
@Tag("e2e")
class WipedDiskTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;

  @BeforeAll
  static void create() {
    set = cluster.set("redis").applyMinimal().awaitReady();
  }

  @Test
  void aReplicaIsFilledAgain() {
    set.redis().write("replica", 100, 2);
    var primary = set.primary();
    wipe(set.replicas().get(0));
    assertThat(set.primary()).isEqualTo(primary);
    set.redis().awaitOnAll("replica", 100);
  }

  @Test
  void thePrimaryIsFilledFromItsReplicas() {
    set.redis().write("primary", 100, 2);
    var former = set.primary();
    var epoch = set.status().epoch();
    wipe(former);
    assertThat(set.primary()).isNotEqualTo(former);
    assertThat(set.status().epoch()).isGreaterThan(epoch);
    set.redis().awaitOnAll("primary", 100);
    assertThat(set.redis().masters()).containsExactly(set.primary());
    assertThat(set.endpoints("primary")).containsExactly(set.primary());
  }

  private static void wipe(String pod) {
    var before = set.uid(pod);
    var volume = volume(pod);
    set.wipe(pod);
    RedisSet.eventually(
        pod + " is new", () -> assertThat(set.uid(pod)).isNotEqualTo(before).isNotEmpty());
    set.awaitReady();
    assertThat(volume(pod)).as("the disk is another one").isNotEqualTo(volume);
  }

  private static String volume(String pod) {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .withName("data-" + pod)
        .get()
        .getSpec()
        .getVolumeName();
  }
}
