package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nothing happens, so nothing is written: requests are counted, because a patch that changes
 * nothing leaves no trace in the cluster. Sets that others change meanwhile would be counted too.
 */
@Tag("e2e")
class SteadyStateTest {
  /** The last looks after Ready remove old markers and the like. */
  private static final int SETTLE_SECONDS = 5;

  private static final int STEADY_SECONDS = 60;

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void aMinuteWithoutAWrite() throws Exception {
    var minimal = cluster.set("minimal").apply("");
    var odd =
        cluster
            .set("odd")
            .apply(
                """
                replicas: 2
                storage: {size: "1024Mi"}
                durability: {minReplicasToWrite: 1}
                config: {common: {maxmemory: 100mb}}
                pod:
                  resources: {requests: {cpu: "0.01", memory: "32768Ki"}}
                  labels: {team: a}
                  annotations: {note: b}
                  env:
                  - name: NODE
                    valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
                  - {name: EMPTY, value: ""}
                """);
    var cache = cluster.set("cache").apply("{replicas: 2, storage: {ephemeral: true}}");
    for (var set : List.of(minimal, odd, cache)) {
      set.awaitReady().redis().write("steady", 10, 1);
    }
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    var metrics = new OperatorMetrics(cluster.client());
    var before = metrics.requests();
    assertThat(before).as("requests are counted").containsKeys("PATCH pods", "POST events");
    TimeUnit.SECONDS.sleep(STEADY_SECONDS);
    var written = metrics.since(before);
    written.keySet().removeIf(what -> what.startsWith("GET "));
    assertThat(written).isEmpty();
    assertThat(List.of(minimal, odd, cache))
        .allSatisfy(
            s -> assertThat(s.condition("Ready").orElseThrow().getStatus()).isEqualTo("True"));
  }
}
