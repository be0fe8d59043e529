package io.redisreplication.bench;

import io.redisreplication.api.v1beta1.RedisReplication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From apply to "writable, and every replica has it", against the bare StatefulSet of the tutorials
 * on the same cluster in the same run. Repetitions: -Dbench.repetitions=N (3).
 */
@Tag("bench")
class StartBench {
  private static final String SET =
      """
      apiVersion: redisreplication.io/v1beta1
      kind: RedisReplication
      metadata: {name: redis}
      spec: {podManagementPolicy: %s, storage: {size: 64Mi}}
      """;

  @Test
  void fromApplyToReplicating() {
    var ordered = new Samples("tutorial's StatefulSet, OrderedReady");
    var parallel = new Samples("tutorial's StatefulSet, Parallel");
    var operatorOrdered = new Samples("RedisReplication, OrderedReady");
    var operator = new Samples("RedisReplication, Parallel (default)");
    var ready = new Samples("RedisReplication, Parallel, condition Ready");
    for (int i = 0; i < Integer.getInteger("bench.repetitions", 3); i++) {
      ordered.add(tutorial("OrderedReady"));
      operator.add(operator("Parallel", ready));
      parallel.add(tutorial("Parallel"));
      operatorOrdered.add(operator("OrderedReady", null));
    }
    System.out.println(
        "\nTime from apply to writable with every replica in sync; ratio to the default");
    System.out.println(Samples.header("s"));
    for (var row : List.of(ordered, parallel, operatorOrdered, operator, ready)) {
      System.out.println(row.row(operator));
    }
  }

  private double tutorial(String policy) {
    var yaml = Bench.resource("/bench/tutorial.yaml").replace("PODMANAGEMENTPOLICY", policy);
    try (var bench = new Bench("bench-tutorial")) {
      var start = bench.apply(yaml);
      return bench.untilReplicating("tutorial", start);
    }
  }

  private double operator(String policy, Samples ready) {
    try (var bench = new Bench("bench-operator")) {
      var start = bench.apply(SET.formatted(policy));
      var seconds = bench.untilReplicating("redis", start);
      if (ready != null) {
        Bench.until(() -> ready(bench));
        ready.add(Duration.between(start, Instant.now()).toMillis() / 1000.0);
      }
      return seconds;
    }
  }

  private static boolean ready(Bench bench) {
    var rr =
        bench
            .client
            .resources(RedisReplication.class)
            .inNamespace(bench.namespace)
            .withName("redis")
            .get();
    return rr.getStatus() != null
        && rr.getStatus().conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
