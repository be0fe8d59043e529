package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims grow with spec.storage.size, while Redis runs; claims that come later have the size. */
@Scenario
class GrowTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void claimsGrowInPlace() {
    var storageClass = cluster.expandableClass();
    var spec = "{replicas: %d, storage: {size: %s, storageClassName: " + storageClass + "}}";
    var set = cluster.set("redis").apply(spec.formatted(2, "64Mi")).awaitReady();
    set.redis().write("small", 20, 1);
    var before = set.podNames().stream().map(set.pods()::uid).toList();

    set.apply(spec.formatted(2, "96Mi"));
    RedisSet.eventually(
        "both claims have grown",
        () ->
            assertThat(capacities())
                .hasSize(2)
                .allSatisfy(c -> assertThat(c).isGreaterThanOrEqualTo(new Quantity("96Mi"))));
    set.awaitReady();
    assertThat(set.podNames().stream().map(set.pods()::uid).toList()).isEqualTo(before);

    set.apply(spec.formatted(3, "96Mi")).awaitReady().redis().awaitOnAll("small", 20);
    assertThat(capacities())
        .hasSize(3)
        .allSatisfy(c -> assertThat(c).isGreaterThanOrEqualTo(new Quantity("96Mi")));
  }

  private static List<Quantity> capacities() {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .list()
        .getItems()
        .stream()
        .map(c -> c.getStatus().getCapacity().get("storage"))
        .toList();
  }
}
