package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl delete removes everything but the data; applying again brings it back into service. */
@Scenario
class RecreateTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void theDataComesBackWithoutHelp() {
    var set = cluster.set("redis").apply("{primaryOrdinal: 1, storage: {size: 64Mi}}").awaitReady();
    set.redis().write("first", 50, 2);
    var epoch = set.status().epoch();

    set.delete();
    RedisSet.eventually("everything but claims is gone", () -> assertThat(left()).isEmpty());
    var client = cluster.client();
    assertThat(client.persistentVolumeClaims().inNamespace(cluster.namespace()).list().getItems())
        .hasSize(3)
        .allSatisfy(c -> assertThat(c.getMetadata().getDeletionTimestamp()).isNull());

    set.applyMinimal().awaitReady();
    assertThat(set.primary()).as("the volume of the last primary wins").isEqualTo("redis-1");
    assertThat(set.status().epoch()).isGreaterThan(epoch);
    set.redis().awaitOnAll("first", 50);
    set.redis().write("second", 50, 2);
  }

  /** Of the set; every namespace has a root certificate of its own. */
  private static List<String> left() {
    var client = cluster.client();
    var ns = cluster.namespace();
    return Stream.<List<? extends HasMetadata>>of(
            client.apps().statefulSets().inNamespace(ns).list().getItems(),
            client.apps().controllerRevisions().inNamespace(ns).list().getItems(),
            client.services().inNamespace(ns).list().getItems(),
            client.configMaps().inNamespace(ns).list().getItems(),
            client.secrets().inNamespace(ns).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(ns).list().getItems(),
            client.pods().inNamespace(ns).list().getItems())
        .flatMap(List::stream)
        .map(o -> o.getKind() + "/" + o.getMetadata().getName())
        .filter(n -> !n.equals("ConfigMap/kube-root-ca.crt"))
        .toList();
  }
}
