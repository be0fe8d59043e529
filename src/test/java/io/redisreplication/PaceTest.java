package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Problem;
import io.redisreplication.topology.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Problem> PROBLEM = List.of(Problem.of("SecretUnusable", "create it"));
  private static final Decision STEADY = new Decision.Steady();

  @Test
  void aSteadySetIsLeftToEvents() {
    assertThat(next(null, STEADY, Optional.empty(), List.of())).isEmpty();
  }

  @Test
  void anActIsLookedAtFirst() {
    assertThat(next(null, STEADY, Optional.of(Pace.AT_ONCE), PROBLEM)).contains(Pace.AT_ONCE);
  }

  @Test
  void aDeadlineIsKept() {
    var wait = new Decision.Wait("AwaitingRestart", "", Optional.of(Duration.ofSeconds(2)));
    assertThat(next(null, wait, Optional.empty(), PROBLEM)).contains(Duration.ofSeconds(2));
  }

  @Test
  void aProblemIsAskedForLessOftenTheLongerItIsLeftAlone() {
    assertThat(next(null, STEADY, Optional.empty(), PROBLEM)).contains(Duration.ofSeconds(5));
    assertThat(next(1, STEADY, Optional.empty(), PROBLEM)).contains(Duration.ofSeconds(5));
    assertThat(next(40, STEADY, Optional.empty(), PROBLEM)).contains(Duration.ofSeconds(20));
    assertThat(next(9000, STEADY, Optional.empty(), PROBLEM)).contains(Duration.ofSeconds(60));
  }

  @Test
  void aHandOverThatIsDueLaterIsKept() {
    var due = Optional.of(Duration.ofSeconds(3));
    assertThat(
            Pace.next(
                new RedisReplication(),
                STEADY,
                Optional.empty(),
                due,
                PROBLEM,
                Optional.empty(),
                NOW))
        .contains(Duration.ofSeconds(3));
    assertThat(
            Pace.next(
                new RedisReplication(),
                STEADY,
                Optional.empty(),
                due,
                List.of(),
                Optional.empty(),
                NOW))
        .contains(Duration.ofSeconds(3));
  }

  /** A replaced pod that never gets in sync is no event. */
  @Test
  void anUpdateIsLookedAtNowAndThen() {
    var rr = new RedisReplication();
    var rolling =
        new ConditionBuilder().withType("Progressing").withReason("RollingUpdate").build();
    rr.setStatus(
        new RedisReplicationStatus(1L, 0, 0, "", null, 0, List.of(), null, null, List.of(rolling)));
    assertThat(
            Pace.next(
                rr, STEADY, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), NOW))
        .contains(Duration.ofSeconds(60));
  }

  private static Optional<Duration> next(
      Integer stalledSeconds, Decision decision, Optional<Duration> acted, List<Problem> problems) {
    var rr = new RedisReplication();
    if (stalledSeconds != null) {
      var stalled =
          new ConditionBuilder()
              .withType("Stalled")
              .withStatus("True")
              .withLastTransitionTime(NOW.minusSeconds(stalledSeconds).toString())
              .build();
      rr.setStatus(
          new RedisReplicationStatus(
              1L, 0, 0, "", null, 0, List.of(), null, null, List.of(stalled)));
    }
    return Pace.next(rr, decision, acted, Optional.empty(), problems, Optional.empty(), NOW);
  }
}
