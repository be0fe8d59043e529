package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator dies right after one step of a change of primary; the next one goes on. */
@Scenario
@Isolated
class OperatorDiesTest {
  private static final String HALT_AFTER = "REDIS_REPLICATION_HALT_AFTER";
  private static final Duration LONG = Duration.ofSeconds(150);

  @RegisterExtension static final Cluster cluster = new Cluster();

  @BeforeAll
  static void stopTheInstalledOne() {
    cluster.operator().stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorded", "promoted"})
  void inAFailover(String step) throws Exception {
    dies("failover-" + step, step, set -> set.pods().forceDelete(set.primary()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"withdrawn", "held", "repointed", "served"})
  @Chaos
  void inAFailoverElsewhere(String step) throws Exception {
    inAFailover(step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorded", "handed-over"})
  void inASwitchover(String step) throws Exception {
    dies("switchover-" + step, step, set -> set.switchoverTo(set.replicas().get(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"routed", "marked", "repointed", "served"})
  @Chaos
  void inASwitchoverElsewhere(String step) throws Exception {
    inASwitchover(step);
  }

  /** SIGTERM, as when its node is drained. */
  @Test
  void aStopWaitsForTheStep() throws Exception {
    var set = cluster.set("stopped");
    var to = "stopped-1";
    try (var operator = new LocalOperator(Map.of())) {
      set.applyMinimal().awaitReady();
      set.switchoverTo(to);
      RedisSet.eventually("begun", () -> assertThat(set.endpoints("primary")).containsExactly(to));
    }
    assertThat(set.redis().masters()).containsExactly(to);
  }

  private interface Change {
    void of(RedisSet set);
  }

  private static void dies(String name, String step, Change change) throws Exception {
    var set = cluster.set(name);
    try (var operator = new LocalOperator(Map.of())) {
      set.applyMinimal().awaitReady();
    }
    try (var client = set.client()) {
      try (var operator = new LocalOperator(Map.of(HALT_AFTER, step))) {
        change.of(set);
        Awaitility.await("it dies after " + step).atMost(LONG).until(() -> !operator.running());
      }
      try (var operator = new LocalOperator(Map.of())) {
        RedisSet.eventually("it is seen", () -> assertThat(set.status().epoch()).isGreaterThan(1));
        SwitchoverTest.requestIsGone(set);
        set.awaitReady();
        client.awaitWrites(50).check();
        set.delete();
      }
    }
  }
}
