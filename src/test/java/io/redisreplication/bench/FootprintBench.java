package io.redisreplication.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Memory, CPU and API requests of the operator with 1, 20, 50 and 200 resources. The first resource
 * has real pods; those of the others are stubs: real Pod objects that fit no node, so they cost
 * informers, passes and status, but no connections to Redis.
 */
@Tag("bench")
class FootprintBench {
  private static final String SYSTEM = "redis-replication-system";
  private static final String NAME = "redis-replication-operator";
  private static final int WINDOW_SECONDS = 60;

  private final Bench bench = new Bench("bench-footprint");
  private int installed;

  /** Two operators would share the work. */
  @BeforeEach
  void stopTheInstalledOperator() {
    var deployment = bench.client.apps().deployments().inNamespace(SYSTEM).withName(NAME);
    installed = deployment.get() == null ? 0 : deployment.get().getSpec().getReplicas();
    if (installed > 0) {
      deployment.scale(0);
      Bench.until(() -> bench.client.pods().inNamespace(SYSTEM).list().getItems().isEmpty());
    }
  }

  @AfterEach
  void startItAgain() {
    bench.close();
    if (installed > 0) {
      try (var client = new io.fabric8.kubernetes.client.KubernetesClientBuilder().build()) {
        client.apps().deployments().inNamespace(SYSTEM).withName(NAME).scale(installed);
      }
    }
  }

  @Test
  void memoryCpuAndRequests() throws IOException {
    var table =
        new StringBuilder("\nFootprint of the operator, idle window of " + WINDOW_SECONDS + " s\n");
    table.append(
        "%9s %9s %12s %22s %22s%n"
            .formatted(
                "resources", "RSS MiB", "CPU cores", "requests/pass so far", "requests in window"));
    var settings = Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", bench.namespace);
    try (var operator = new OperatorProcess(settings, OperatorProcess.OPTIONS)) {
      int made = 0;
      for (int count : List.of(1, 20, 50, 200)) {
        for (; made < count; made++) {
          create(made);
        }
        awaitStatus(count);
        table.append(measure(operator, count));
      }
    }
    System.out.println(table);
  }

  private String measure(OperatorProcess operator, int count) throws IOException {
    var perPass =
        operator.metric("redis_replication_api_requests_total")
            / Math.max(1, operator.metric("operator_sdk_reconciliations_success_total"));
    var cpu = operator.cpuSeconds();
    var requests = operator.metric("redis_replication_api_requests_total");
    idle();
    return String.format(
        Locale.ROOT,
        "%9d %9.0f %12.3f %22.1f %22.0f%n",
        count,
        operator.rssMiB(),
        (operator.cpuSeconds() - cpu) / WINDOW_SECONDS,
        perPass,
        operator.metric("redis_replication_api_requests_total") - requests);
  }

  /** The measurement is the passing of time itself. */
  private static void idle() {
    Awaitility.await()
        .pollDelay(WINDOW_SECONDS, TimeUnit.SECONDS)
        .atMost(WINDOW_SECONDS + 10, TimeUnit.SECONDS)
        .until(() -> true);
  }

  private void create(int number) {
    var pod = number == 0 ? "{}" : "{nodeSelector: {bench.example/none: 'true'}}";
    var yaml =
        """
        apiVersion: redisreplication.io/v1beta1
        kind: RedisReplication
        metadata: {name: set-%d}
        spec: {storage: {size: 64Mi}, pod: %s}
        """
            .formatted(number, pod);
    var rr = Serialization.unmarshal(yaml, RedisReplication.class);
    bench.client.resource(rr).inNamespace(bench.namespace).create();
  }

  private void awaitStatus(int count) {
    Bench.until(
        () ->
            bench
                    .client
                    .resources(RedisReplication.class)
                    .inNamespace(bench.namespace)
                    .list()
                    .getItems()
                    .stream()
                    .filter(rr -> rr.getStatus() != null && rr.getStatus().members().size() == 3)
                    .count()
                == count);
  }
}
