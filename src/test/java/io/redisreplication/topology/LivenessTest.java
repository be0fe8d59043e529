package io.redisreplication.topology;

import static io.redisreplication.topology.Silence.NOT_RUNNING;
import static io.redisreplication.topology.Silence.REFUSING;
import static io.redisreplication.topology.Silence.UNREACHABLE;
import static io.redisreplication.topology.Silence.UNRESPONSIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Wait;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A busy, loading or slow primary is not a dead one. */
class LivenessTest {
  private static A lost() {
    return A.set(3).record(4, 0).primaryLost(1);
  }

  private static String reason(Decision d) {
    return d instanceof Wait w ? w.reason() : d.getClass().getSimpleName();
  }

  @Test
  void aPodThatIsGoneIsDeadAtOnce() {
    assertThat(lost().without(0).decideAfter(0)).isInstanceOf(Promote.class);
  }

  /** A StatefulSet is often quicker than we look. */
  @Test
  void anotherPodOfTheSameNameWasNeverPrimary() {
    var set = A.set(3).record(4, 0).running();
    var before = Since.nothing().after(set.seen(), A.NOW);
    set.primaryLost(0).member(0, m -> m.silent(NOT_RUNNING));
    assertThat(reason(FailoverPolicy.decide(set.seen(), before.after(set.seen(), A.NOW), A.NOW)))
        .isEqualTo("PrimaryNotRunning");
    set.member(0, Server::recreated);
    assertThat(FailoverPolicy.decide(set.seen(), before.after(set.seen(), A.NOW), A.NOW))
        .isInstanceOf(Promote.class);
  }

  @Test
  void aPodThatEndsAndIsSilentIsDeadAtOnce() {
    var ends = lost().member(0, m -> m.silent(NOT_RUNNING).terminating());
    assertThat(ends.decideAfter(0)).isInstanceOf(Promote.class);
  }

  @Test
  void aProcessThatIsGoneMayBeStartedAgainWithinTheDelay() {
    var set = lost().member(0, m -> m.silent(NOT_RUNNING));
    assertThat(set.decideAfter(1))
        .isInstanceOfSatisfying(
            Wait.class,
            w -> {
              assertThat(w.reason()).isEqualTo("PrimaryNotRunning");
              assertThat(w.deadline()).isEqualTo(Optional.of(Duration.ofSeconds(1)));
            });
    assertThat(set.decideAfter(2)).isInstanceOf(Promote.class);
  }

  @Test
  void aNodeThatIsGoneIsDeadAfterTheDelay() {
    var set = lost().member(0, m -> m.silent(UNREACHABLE));
    assertThat(reason(set.decideAfter(1))).isEqualTo("PrimaryUnreachable");
    assertThat(set.decideAfter(2)).isInstanceOf(Promote.class);
  }

  @Test
  void aPrimaryThatHangsHasLonger() {
    var set = lost().member(0, m -> m.silent(UNRESPONSIVE));
    assertThat(reason(set.decideAfter(9))).isEqualTo("PrimaryUnresponsive");
    assertThat(set.decideAfter(10)).isInstanceOf(Promote.class);
  }

  @Test
  void aPrimaryThatRefusesTheOperatorLives() {
    var set = lost().member(0, m -> m.silent(REFUSING));
    assertThat(reason(set.decideAfter(3600))).isEqualTo("PrimaryRefusesOperator");
  }

  /** Story C9. */
  @Test
  void aPrimaryThatAReplicaHearsOfLives() {
    var running = A.set(3).record(4, 0).running();
    var cut = running.member(0, m -> m.silent(UNREACHABLE)).member(1, m -> m.lastIo(9));
    assertThat(reason(cut.decideAfter(3600))).isEqualTo("OnlyOperatorCutOff");
    assertThat(cut.member(2, m -> m.lastIo(3)).decideAfter(3600)).isInstanceOf(Promote.class);
  }

  /** Seed 301179: its preStop hook waits for a hand-over that the operator cannot ask for. */
  @Test
  void asDoesOneThatEndsUntilItHasEnded() {
    var set = A.set(3).record(4, 0).running();
    var ends = set.member(0, m -> m.silent(UNREACHABLE).terminating());
    assertThat(reason(ends.decideAfter(3600))).isEqualTo("OnlyOperatorCutOff");
    ends.member(1, m -> m.linkDown(0)).member(2, m -> m.linkDown(0));
    assertThat(ends.decideAfter(0)).isInstanceOf(Promote.class);
  }

  @Test
  void aPrimaryThatLoadsIsReplacedOnlyByACompleteSurvey() {
    var loading = lost().member(0, Server::loading);
    assertThat(reason(loading.decideAfter(1))).isEqualTo("Loading");
    assertThat(loading.decideAfter(2)).isInstanceOf(Promote.class);
    assertThat(reason(loading.member(1, Server::silent).decideAfter(3600))).isEqualTo("Loading");
  }

  /** Story C5: the record names one that never became primary, the marker the one that was. */
  @Test
  void thePrimaryOfTheMarkerCountsToo() {
    var set =
        A.set(3)
            .record(4, 0)
            .running()
            .record(5, 1)
            .served(4)
            .member(0, m -> m.silent(UNRESPONSIVE));
    set.member(1, m -> m.lastIo(5)).member(2, m -> m.lastIo(5));
    assertThat(reason(set.decideAfter(9))).isEqualTo("PrimaryUnresponsive");
    assertThat(set.decideAfter(10)).isInstanceOf(Promote.class);
  }

  @Test
  void withoutFailoverOnlyThePrimaryItselfComesBack() {
    var gone = lost().withoutFailover().without(0);
    assertThat(reason(gone.decide())).isEqualTo("FailoverDisabled");
    var back = A.set(3).record(4, 0).allRestarted().withoutFailover();
    assertThat(back.decide()).isInstanceOf(Promote.class);
  }
}
