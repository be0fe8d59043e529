package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Without an operator only what is certainly right serves; everything else waits (C1, C2). */
@Scenario
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorDownTest {
  private static final Duration LONG_ENOUGH_TO_GO_WRONG = Duration.ofSeconds(6);

  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet durable;
  static RedisSet snapshots;
  static String primary;

  @BeforeAll
  static void create() {
    var spec =
        """
        storage: {size: 64Mi}
        config:
          common: {enable-debug-command: "local", appendonly: "%s"}
        """;
    durable = cluster.set("durable").apply(spec.formatted("yes"));
    snapshots = cluster.set("snapshots").apply(spec.formatted("no"));
    durable.awaitReady().redis().write("kept", 50, 2);
    snapshots.awaitReady().redis().write("kept", 50, 2);
    primary = durable.primary();
    cluster.operator().stop();
  }

  @Test
  @Order(1)
  void thePrimaryServesAgainAfterACrashInPlace() {
    durable.redis().crash(primary);
    RedisSet.eventually(
        "serves again", () -> assertThat(durable.redis().masters()).containsExactly(primary));
    RedisSet.eventually(
        "reachable", () -> assertThat(durable.endpoints("primary")).containsExactly(primary));
    RedisSet.eventually("writable", () -> durable.redis().write("alone", 10, 2));
  }

  @Test
  @Order(2)
  void withoutAppendOnlyFileItStaysHeld() {
    var former = snapshots.primary();
    snapshots.redis().crash(former);
    staysHeld(snapshots, former);
    snapshots.replicas().forEach(r -> assertThat(snapshots.redis().count(r, "kept")).isEqualTo(50));
  }

  @Test
  @Order(3)
  void aRecreatedPrimaryStaysHeld() {
    durable.pods().replace(primary);
    staysHeld(durable, primary);
    durable.replicas().forEach(r -> assertThat(durable.redis().count(r, "alone")).isEqualTo(10));
  }

  @Test
  @Order(4)
  void theOperatorHealsBothWhenItIsBack() {
    cluster.operator().start();
    for (var set : new RedisSet[] {durable, snapshots}) {
      RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
      set.awaitReady();
      set.redis().awaitOnAll("kept", 50);
      Endpoints.awaitPrimary(set);
    }
    durable.redis().awaitOnAll("alone", 10);
  }

  @Test
  @Order(5)
  void anOperatorThatDiesWhileASetIsMadeIsReplaced() {
    var young = cluster.set("young").applyMinimal();
    cluster.operator().crash();
    young.awaitReady().redis().write("born", 5, 2);
  }

  private static void staysHeld(RedisSet set, String pod) {
    RedisSet.eventually(pod + " is held", () -> assertThat(set.redis().held(pod)).isTrue());
    Awaitility.await(pod + " stays held")
        .during(LONG_ENOUGH_TO_GO_WRONG)
        .atMost(LONG_ENOUGH_TO_GO_WRONG.multipliedBy(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> set.redis().held(pod) && set.redis().masters().isEmpty());
  }
}
