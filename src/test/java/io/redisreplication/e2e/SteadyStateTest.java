package io.redisreplication.e2e;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Nothing happens, so nothing is written: requests are counted, because a patch that changes
 * nothing leaves no trace in the cluster. Sets that others change meanwhile would be counted too.
 */
@Scenario
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteadyStateTest {
  /** The last looks after Ready remove old markers and the like. */
  private static final int SETTLE_SECONDS = 5;

  private static final int STEADY_SECONDS = 60;

  /** More than the longest period between two looks at a healthy set. */
  private static final int RESTARTED_SECONDS = 15;

  @RegisterExtension static final Cluster cluster = new Cluster();

  static List<RedisSet> sets;
  static OperatorMetrics metrics;

  @BeforeAll
  static void create() throws Exception {
    metrics = new OperatorMetrics(cluster.client());
    var odd =
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
        """;
    sets =
        List.of(
            cluster.set("minimal").apply(""),
            cluster.set("odd").apply(odd),
            cluster.set("cache").apply("{replicas: 2, storage: {ephemeral: true}}"));
    for (var set : sets) {
      set.awaitReady().redis().write("steady", 10, 1);
    }
    RedisSet.eventually(
        "namespaces of earlier tests are gone",
        () ->
            assertThat(cluster.client().namespaces().list().getItems())
                .noneMatch(n -> "Terminating".equals(n.getStatus().getPhase())));
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
  }

  @Test
  @Order(1)
  void aMinuteWithoutAWrite() throws Exception {
    var before = metrics.requests();
    assertThat(before).as("requests are counted").containsKeys("PATCH pods", "POST events");
    TimeUnit.SECONDS.sleep(STEADY_SECONDS);
    assertThat(writes(metrics.since(before))).isEmpty();
    assertThat(sets)
        .allSatisfy(
            s -> assertThat(s.condition("Ready").orElseThrow().getStatus()).isEqualTo("True"));
  }

  @Test
  @Order(2)
  void anotherOperatorProcessChangesNothing() throws Exception {
    var pods = pods();
    cluster.operator().crash();
    RedisSet.eventually(
        "it has the lease of the former one, and looks",
        () -> assertThat(metrics.requests()).containsKey("GET pods"));
    TimeUnit.SECONDS.sleep(RESTARTED_SECONDS);
    assertThat(writes(metrics.requests())).isEmpty();
    assertThat(pods()).isEqualTo(pods);
  }

  /** Asking what one may do is a POST that writes nothing. */
  private static Map<String, Integer> writes(Map<String, Integer> requests) {
    var writes = new TreeMap<>(requests);
    writes.keySet().removeIf(w -> w.startsWith("GET ") || w.endsWith(" selfsubjectrulesreviews"));
    return writes;
  }

  /** Which pods there are and how often their containers were restarted. */
  private static Map<String, Integer> pods() {
    return sets.stream()
        .flatMap(
            s -> s.podNames().stream().map(p -> Map.entry(s.pods().uid(p), s.pods().restarts(p))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
