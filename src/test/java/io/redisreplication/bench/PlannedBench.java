package io.redisreplication.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.e2e.OperatorControl;
import io.redisreplication.e2e.OperatorMetrics;
import io.redisreplication.e2e.RedisSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What planned work costs the writers, and what a set costs at rest. Hand-overs: four times
 * -Dbench.repetitions=N (5).
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlannedBench {
  private static final int SWITCHOVERS = 4 * Integer.getInteger("bench.repetitions", 5);
  private static final int UPDATES = 2;
  private static final int IDLE_SECONDS = 60;

  private final List<String> rows = new ArrayList<>(List.of(Result.header()));
  private Subject set;
  private Subject tutorial;

  @BeforeAll
  void create() {
    var bench = new Bench("bench-planned");
    new OperatorControl(bench.client).start();
    set = Subject.operated(bench);
    tutorial = Subject.tutorial(new Bench("bench-planned-tutorial"));
  }

  /** First, as nothing else may have happened for a while. */
  @Test
  @Order(1)
  void idle() throws Exception {
    var metrics = new OperatorMetrics(set.bench().client);
    TimeUnit.SECONDS.sleep(5);
    var before = metrics.requests();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    rows.add(
        new Result("idle, requests to the API server a minute", "0")
            .note(metrics.since(before) + " (GET is a watch that was renewed)")
            .row());
  }

  @Test
  @Order(2)
  void switchedOver() throws Exception {
    var result = new Result("switchover by annotation, write each 5 ms", "0.05");
    try (var client = set.client(5, false)) {
      for (var i = 0; i < SWITCHOVERS; i++) {
        var target = set.set().replicas().get(i % 2);
        set.measure(
            client,
            result,
            () -> set.set().switchoverTo(target),
            () -> set.set().awaitPrimary(target));
      }
    }
    var gaps = result.gaps();
    result.note(String.format(Locale.ROOT, "p99 %.3f (goal 0.2)", gaps.percentile(0.99)));
    rows.add(result.row());
  }

  @Test
  @Order(3)
  void rolledOut() throws Exception {
    var result = new Result("rolling update of three pods", "0.3");
    try (var client = set.client(20, true)) {
      for (var i = 1; i <= UPDATES; i++) {
        var spec = Subject.SPEC.formatted(i);
        update(set, client, result, () -> set.set().apply(spec));
      }
      rows.add(result.note("lost " + client.lost()).row());
    }
    var plain = new Result("  tutorial: rolling update of three pods", "");
    try (var client = tutorial.client(20, true)) {
      var apps = tutorial.bench().client.apps().statefulSets();
      var pods = apps.inNamespace(tutorial.bench().namespace).withName("tutorial");
      update(tutorial, client, plain, () -> pods.edit(PlannedBench::restarted));
      rows.add(plain.note("lost " + client.lost()).row());
    }
  }

  /** As kubectl rollout restart does it. */
  private static StatefulSet restarted(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editOrNewMetadata()
        .addToAnnotations("kubectl.kubernetes.io/restartedAt", Instant.now().toString())
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static void update(Subject s, SteadyClient client, Result result, Runnable begin) {
    var names = List.of(0, 1, 2).stream().map(s.set()::pod).toList();
    var uids = names.stream().map(s.pods()::uid).toList();
    s.measure(
        client,
        result,
        begin,
        () -> {
          RedisSet.eventually(
              "all pods are new",
              () ->
                  assertThat(names.stream().map(s.pods()::uid))
                      .doesNotContain("")
                      .doesNotContainAnyElementsOf(uids));
          s.awaitReady();
        });
  }

  @AfterAll
  void print() {
    set.bench().close();
    tutorial.bench().close();
    System.out.println("\nPlanned work");
    rows.forEach(System.out::println);
  }
}
