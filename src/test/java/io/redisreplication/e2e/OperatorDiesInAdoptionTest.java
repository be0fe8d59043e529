package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator dies right after one step of an adoption; the next one goes on. */
@Scenario
@Isolated
class OperatorDiesInAdoptionTest {
  private static final String HALT_AFTER = "REDIS_REPLICATION_HALT_AFTER";
  private static final Duration LONG = Duration.ofSeconds(150);

  @RegisterExtension static final Cluster cluster = new Cluster();

  private static List<PersistentVolume> data;
  private static int round;

  @BeforeAll
  static void dataOnDisks() throws Exception {
    cluster.operator().stop();
    try (var operator = new LocalOperator(Map.of())) {
      var set = cluster.set("former").applyMinimal().awaitReady();
      set.redis().write("kept", 20, 2);
      data = Disks.of(cluster).forget(set);
    }
  }

  /** Each one takes the disks of the one before. */
  @ParameterizedTest
  @ValueSource(strings = {"volume-retained", "volume-reserved", "claim-made", "claim-marked"})
  void after(String step) throws Exception {
    var disks = Disks.of(cluster);
    data.forEach(d -> disks.policy(disks.describe(d), "Delete"));
    var set = cluster.set("round-" + ++round);
    var names = data.stream().map(Disks::name).toList();
    try (var operator = new LocalOperator(Map.of(HALT_AFTER, step))) {
      set.apply("storage: {size: 64Mi, %s}".formatted(Disks.volumes(names)));
      Awaitility.await("it dies after " + step).atMost(LONG).until(() -> !operator.running());
    }
    try (var operator = new LocalOperator(Map.of())) {
      set.awaitReady().redis().awaitOnAll("kept", 20);
      assertThat(disks.behind(set)).isEqualTo(names);
      data = disks.forget(set);
    }
  }
}
