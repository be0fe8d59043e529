package io.redisreplication.status;

import static io.redisreplication.status.StatusComposer.PROGRESSING;
import static io.redisreplication.status.StatusComposer.READY;
import static io.redisreplication.status.StatusComposer.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.A;
import io.redisreplication.topology.Server;
import org.junit.jupiter.api.Test;

/** How far an update of the spec is, and why it stands still. */
class RolloutTest {
  private static A outdated(int... ordinals) {
    var set = A.set(3).record(4, 0).running();
    for (int i : ordinals) {
      set.member(i, Server::outdated);
    }
    return set;
  }

  private static String progress(A set) {
    return Given.set(set).condition(PROGRESSING);
  }

  @Test
  void podsAreCountedOneByOne() {
    assertThat(progress(outdated(0, 1, 2)))
        .isEqualTo("True RollingUpdate: 0 of 3 pods updated, next redis-2");
    assertThat(progress(outdated(0, 1)))
        .isEqualTo("True RollingUpdate: 1 of 3 pods updated, next redis-1");
    assertThat(progress(outdated(0)))
        .isEqualTo(
            "True RollingUpdate: 2 of 3 pods updated, next the primary, which hands over first");
    assertThat(Given.set(outdated(0, 1)).condition(READY)).startsWith("False RollingUpdate");
  }

  @Test
  void theNextOneWaitsForTheLast() {
    assertThat(progress(outdated(0, 1).without(2)))
        .isEqualTo("True RollingUpdate: 1 of 3 pods updated, waiting for the pod with ordinal 2");
    assertThat(progress(outdated(0, 1).member(2, Server::syncing)))
        .isEqualTo("True RollingUpdate: 1 of 3 pods updated, waiting for redis-2 (Syncing)");
    assertThat(progress(outdated(0, 1).member(2, Server::notReady)))
        .isEqualTo("True RollingUpdate: 1 of 3 pods updated, waiting for redis-2 to be ready");
  }

  /** From the first pod to the last one back in sync Ready says no, and why, without a break. */
  @Test
  void itLastsUntilTheLastPodIsBack() {
    var before = Given.set(outdated(0)).status();
    var last = A.set(3).record(4, 0).running().member(0, Server::master);
    assertThat(Given.set(last.member(1, Server::syncing)).after(before).condition(READY))
        .isEqualTo("False RollingUpdate: 3 of 3 pods updated, waiting for redis-1 (Syncing)");
    assertThat(Given.running().after(before).condition(READY)).startsWith("True Serving");
    assertThat(Given.running().after(before).condition(PROGRESSING)).startsWith("False Complete");
  }

  @Test
  void withoutAPrimaryThatIsWhatMatters() {
    var lost = outdated(1, 2).served(3);
    assertThat(Given.set(lost).condition(READY)).startsWith("False NoPrimary");
  }

  @Test
  void aPodThatDoesNotStartStopsIt() {
    var set =
        Given.set(outdated(0, 1).member(2, Server::silent))
            .problem(Problem.of("ImageUnavailable", "redis-2: spec.image x cannot be pulled"));
    assertThat(set.condition(PROGRESSING))
        .isEqualTo(
            "False RolloutStalled: 1 of 3 pods updated, stopped: redis-2: spec.image x cannot be pulled. Correct the spec, or set it back");
    assertThat(set.condition(STALLED)).startsWith("True ImageUnavailable");
  }

  @Test
  void aPodThatNeverGetsReadyStopsItToo() {
    var syncing = Given.set(outdated(0, 1).member(2, Server::syncing)).unready("redis-2");
    assertThat(syncing.unreadySince("redis-2", A.NOW.minusSeconds(599)).condition(STALLED))
        .isEqualTo("absent");
    var late = syncing.unreadySince("redis-2", A.NOW.minusSeconds(601));
    assertThat(late.condition(PROGRESSING))
        .startsWith("False RolloutStalled: 1 of 3 pods updated, stopped: redis-2 was replaced and");
    assertThat(late.condition(STALLED)).startsWith("True RolloutStalled");
  }

  /** It was in sync before, or is about to end: that is no matter of the update. */
  @Test
  void aPodThatLagsOnceDoesNot() {
    var lagging = Given.set(outdated(0, 1).member(2, m -> m.lastIo(5)));
    assertThat(lagging.unreadySince("redis-2", A.NOW.minusSeconds(9000)).condition(STALLED))
        .isEqualTo("absent");
  }

  @Test
  void aCanaryIsPendingWorkOfTheUser() {
    var canary = Given.set(outdated(0, 1).update(true, 2));
    assertThat(canary.condition(READY)).startsWith("True");
    assertThat(canary.condition(PROGRESSING))
        .isEqualTo(
            "False UpdatePending: redis-0, redis-1 stay as they were made: update.partition is 2");
    assertThat(progress(outdated(0, 1, 2).update(true, 2)))
        .isEqualTo("True RollingUpdate: 0 of 1 pods updated, next redis-2");
  }

  @Test
  void withOnDeleteTheUserReplacesThem() {
    var set = Given.set(outdated(0, 1, 2).update(false, 0));
    assertThat(set.condition(READY)).startsWith("True");
    assertThat(set.condition(PROGRESSING))
        .startsWith("False UpdatePending: redis-0, redis-1, redis-2 were made before")
        .contains("delete them one at a time");
  }

  @Test
  void eachMemberShowsThatItIsOld() {
    var members = Given.set(outdated(1)).status().members();
    assertThat(members.get(1).message()).startsWith("made before the spec changed");
    assertThat(members.get(2).message()).isNull();
  }

  @Test
  void orWhichDirectivesItLacks() {
    var set = Given.set(outdated(1)).runningWith("redis-1", "0 common.io-threads=4c");
    assertThat(set.status().members().get(1).message())
        .isEqualTo("spec.config has changed: io-threads takes effect in a new pod");
  }
}
