package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** spec.paused: the operator watches and reports, and touches neither objects nor Redis. */
@Scenario
class PausedTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void changesWaitUntilItGoesOn() throws Exception {
    var set = cluster.set("redis").apply("{replicas: 2, storage: {size: 64Mi}}").awaitReady();
    set.redis().write("before", 20, 1);
    set.apply("{paused: true, replicas: 3, storage: {size: 64Mi}}");
    set.awaitCondition("Ready", "False", "Paused");
    var before = versions();
    set.pods().replace(set.primary());
    TimeUnit.SECONDS.sleep(5);
    assertThat(versions()).isEqualTo(before);
    assertThat(set.pods().list()).hasSize(2);
    assertThat(set.pods().list())
        .as("no role is written, no primary is made")
        .noneMatch(
            p -> "primary".equals(p.getMetadata().getLabels().get("redisreplication.io/role")));

    set.apply("{replicas: 3, storage: {size: 64Mi}}");
    set.awaitReady().redis().awaitOnAll("before", 20);
    assertThat(set.pods().list()).hasSize(3);
  }

  /** Of what the operator would change. */
  private static List<String> versions() {
    var client = cluster.client();
    var ns = cluster.namespace();
    var set = client.apps().statefulSets().inNamespace(ns).withName("redis").get();
    return List.of(
        set.getMetadata().getGeneration().toString(),
        client
            .configMaps()
            .inNamespace(ns)
            .withName("redis-config")
            .get()
            .getMetadata()
            .getResourceVersion(),
        client
            .configMaps()
            .inNamespace(ns)
            .withName("redis-topology")
            .get()
            .getMetadata()
            .getResourceVersion());
  }
}
