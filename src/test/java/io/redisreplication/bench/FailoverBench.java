package io.redisreplication.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.e2e.Node;
import io.redisreplication.e2e.OperatorControl;
import io.redisreplication.e2e.RedisSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * How long nobody can write when the primary is lost, beside the tutorial's StatefulSet in the same
 * run. Repetitions: -Dbench.repetitions=N (5); kills in a row: KILLS=N in the environment (10).
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverBench {
  private static final int REPETITIONS = Integer.getInteger("bench.repetitions", 5);
  private static final int PERIOD_MILLIS = 20;
  private static final int NO_RETURN_SECONDS = 30;

  /** DNS caches know the former address of a pod for 5 s: only then a set is at rest. */
  private static final int REST_SECONDS = 6;

  private final List<String> rows = new ArrayList<>(List.of(Result.header()));
  private Subject set;
  private Subject tutorial;

  @BeforeAll
  void create() {
    var bench = new Bench("bench-failover");
    new OperatorControl(bench.client).start();
    set = Subject.operated(bench);
    tutorial = Subject.tutorial(new Bench("bench-failover-tutorial"));
  }

  @Test
  @Order(1)
  void killed() throws Exception {
    both("kill -9 in the primary", "1.0", Subject::kill);
  }

  @Test
  @Order(2)
  void deletedByForce() throws Exception {
    both("primary pod deleted, grace 0", "2", (s, pod) -> s.pods().forceDelete(pod));
  }

  @Test
  @Order(3)
  void deleted() throws Exception {
    both("graceful delete", "0.3", (s, pod) -> s.pods().delete(pod));
  }

  @Test
  @Order(4)
  void evicted() throws Exception {
    both("eviction, as by kubectl drain", "0.3", (s, pod) -> s.pods().evict(pod));
  }

  private void both(String name, String goal, BiConsumer<Subject, String> event) throws Exception {
    back(set, new Result(name, goal), REPETITIONS, event);
    back(tutorial, new Result("  tutorial: " + name, ""), (REPETITIONS + 1) / 2, event);
  }

  /** The pod is there again after it. */
  private void back(Subject s, Result result, int times, BiConsumer<Subject, String> event)
      throws Exception {
    try (var client = s.client(PERIOD_MILLIS, true)) {
      for (var i = 0; i < times; i++) {
        s.makeFresh(s.primary());
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        lose(s, client, result, event);
      }
      rows.add(result.note("lost " + client.lost()).row());
    }
  }

  private static void lose(
      Subject s, SteadyClient client, Result result, BiConsumer<Subject, String> event) {
    var primary = s.primary();
    var container = s.pods().containerId(primary);
    s.measure(
        client,
        result,
        () -> event.accept(s, primary),
        () -> {
          s.awaitOther(primary, container);
          s.awaitReady();
        });
  }

  @Test
  @Order(5)
  void cannotComeBack() throws Exception {
    var result = new Result("primary cannot come back (quota)", "3");
    try (var client = set.client(PERIOD_MILLIS, true)) {
      for (var i = 0; i < REPETITIONS; i++) {
        var primary = set.primary();
        try (var quota = new NoMorePods(set.bench())) {
          set.measure(
              client,
              result,
              () -> set.pods().forceDelete(primary),
              () -> awaitOtherPrimary(primary));
        }
        set.awaitBack(primary);
      }
      rows.add(result.note("lost " + client.lost()).row());
    }
    var none = new Result("  tutorial: primary cannot come back (quota)", "");
    try (var client = tutorial.client(PERIOD_MILLIS, true)) {
      try (var quota = new NoMorePods(tutorial.bench())) {
        tutorial.pods().forceDelete(tutorial.primary());
        client.awaitSilence(NO_RETURN_SECONDS);
      }
      rows.add(none.note("no failover within " + NO_RETURN_SECONDS + " s").row());
    }
    tutorial.awaitBack(tutorial.primary());
  }

  private void awaitOtherPrimary(String former) {
    RedisSet.eventually(
        "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo(former));
  }

  @Test
  @Order(6)
  void killedAgainAndAgain() throws Exception {
    var kills = Integer.parseInt(System.getenv().getOrDefault("KILLS", "10"));
    var result = new Result(kills + " losses of the primary in a row", "");
    try (var client = set.client(PERIOD_MILLIS, true)) {
      for (var i = 0; i < kills; i++) {
        lose(set, client, result, i % 2 == 0 ? FailoverBench::end : FailoverBench::force);
      }
      var spread = "p90 %.3f, p99 %.3f";
      var gaps = result.gaps();
      result.note(String.format(Locale.ROOT, spread, gaps.percentile(0.9), gaps.percentile(0.99)));
      rows.add(result.note("lost " + client.lost()).row());
    }
  }

  /** kill -9, unless the kubelet would make this container wait for it (CrashLoopBackOff). */
  private static void end(Subject s, String pod) {
    if (s.pods().restarts(pod) == 0) {
      s.kill(pod);
    } else {
      force(s, pod);
    }
  }

  private static void force(Subject s, String pod) {
    s.pods().forceDelete(pod);
  }

  @Test
  @Order(7)
  void nodeLost() throws Exception {
    var result = new Result("node lost (power off)", "5");
    var kube = set.bench().client;
    if (kube.nodes().withName("rr-n2").get() == null) {
      rows.add(result.note("not run: needs NODES=2").row());
      return;
    }
    try (var bench = new Bench("bench-failover-node");
        var node = new Node(kube, "rr-n2")) {
      node.cordon();
      new OperatorControl(kube).leave(node.name());
      var redis = new RedisSet(bench.client, bench.namespace, "redis");
      node.setWithPrimaryHere(redis, "storage: {size: 64Mi}");
      var lost = new Subject(bench, redis, "redis", true);
      try (var client = lost.client(PERIOD_MILLIS, true)) {
        for (var i = 0; i < (REPETITIONS + 1) / 2; i++) {
          redis.switchoverTo("redis-2");
          redis.awaitPrimary("redis-2");
          lost.measure(
              client,
              result,
              node::off,
              () ->
                  RedisSet.eventually(
                      "writes again", () -> assertThat(redis.primary()).isNotEqualTo("redis-2")));
          node.on();
          redis.awaitReady();
        }
        rows.add(result.note("lost " + client.lost()).row());
      }
    }
  }

  @AfterAll
  void print() {
    set.bench().close();
    tutorial.bench().close();
    System.out.println("\nThe primary is lost; a write each " + PERIOD_MILLIS + " ms");
    rows.forEach(System.out::println);
  }
}
