package io.redisreplication.status;

import static io.redisreplication.status.StatusComposer.PROGRESSING;
import static io.redisreplication.status.StatusComposer.READY;
import static io.redisreplication.status.StatusComposer.REPLICATING;
import static io.redisreplication.status.StatusComposer.STALLED;
import static io.redisreplication.status.StatusComposer.STORAGE_READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.desired.Specs;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The status tells the truth, and says what to do next. */
class StatusTest {
  @Test
  void aRunningSetIsReady() {
    var status = Given.running().status();
    assertThat(status.primary()).isEqualTo("redis-0");
    assertThat(status.epoch()).isEqualTo(4);
    assertThat(status.replicas()).isEqualTo(3);
    assertThat(status.readyReplicas()).isEqualTo(3);
    assertThat(status.observedGeneration()).isEqualTo(7);
    assertThat(status.selector()).contains("app.kubernetes.io/instance=redis");
    assertThat(Given.condition(status, READY))
        .isEqualTo("True Serving: redis-0 is the primary, every replica is in sync");
    assertThat(Given.condition(status, REPLICATING))
        .isEqualTo("True InSync: 2 of 2 replicas have the marker of epoch 4");
    assertThat(Given.condition(status, STORAGE_READY))
        .isEqualTo("True Bound: every claim is bound");
    assertThat(Given.condition(status, PROGRESSING)).startsWith("False Complete");
    assertThat(Given.condition(status, STALLED)).isEqualTo("absent");
    assertThat(status.conditions()).extracting(Condition::getObservedGeneration).containsOnly(7L);
  }

  /** Kubernetes counts a status write as a change, so equal facts must give an equal status. */
  @Test
  void theSameFactsGiveTheSameStatusLater() {
    var before = Given.running().status();
    var later = Given.running().after(before).at(A.NOW.plus(Duration.ofHours(5)));
    assertThat(later.status()).isEqualTo(before);
  }

  @Test
  void theTransitionTimeMovesWithTheStatusOfACondition() {
    var before = Given.running().status();
    var hour = A.NOW.plus(Duration.ofHours(1));
    var now = Given.running().unready("redis-1").after(before).at(hour).status();
    assertThat(time(now, READY)).isEqualTo("2026-01-01T13:00:00Z");
    assertThat(time(now, REPLICATING)).isEqualTo("2026-01-01T12:00:00Z");
    var later = Given.running().unready("redis-2").after(now).at(hour.plusSeconds(60)).status();
    assertThat(time(later, READY)).isEqualTo("2026-01-01T13:00:00Z");
    assertThat(Given.condition(later, READY)).contains("redis-2");
  }

  private static String time(RedisReplicationStatus s, String type) {
    return Given.find(s, type).orElseThrow().getLastTransitionTime();
  }

  @Test
  void withoutAPrimaryItSaysWhatItWaitsFor() {
    var lost = Given.set(A.set(3).member(0, Server::silent));
    assertThat(lost.condition(READY)).startsWith("False AwaitingMembers: ").contains("redis-0");
    assertThat(lost.condition(REPLICATING)).startsWith("False NoPrimary");
    assertThat(lost.condition(PROGRESSING)).startsWith("True AwaitingMembers");
    assertThat(lost.condition(STALLED)).isEqualTo("absent");
    assertThat(lost.status().primary()).isNull();
  }

  @Test
  void thePrimaryShowsOnceItsEpochIsServed() {
    var status = Given.set(A.set(3).record(4, 0).running().served(3)).status();
    assertThat(status.primary()).isNull();
    assertThat(Given.condition(status, READY)).startsWith("False NoPrimary");
  }

  @Test
  void aReplicaThatIsBehindIsNamed() {
    var set = Given.set(A.set(3).record(4, 0).running().member(2, Server::syncing));
    assertThat(set.condition(READY)).isEqualTo("False ReplicasNotInSync: redis-2 is Syncing");
    assertThat(set.condition(PROGRESSING)).startsWith("True ReplicasNotInSync");
  }

  @Test
  void aMissingPodIsCounted() {
    var set = Given.set(A.set(3).record(4, 0).running().without(2));
    assertThat(set.condition(READY)).isEqualTo("False PodsMissing: 2 of 3 pods exist");
  }

  @Test
  void morePodsThanWantedAreOnTheirWayOut() {
    var set = Given.set(A.set(3).record(4, 0).running(), "replicas: 2");
    assertThat(set.condition(READY)).isEqualTo("False ScalingDown: 3 pods, 2 wanted");
    var last = Given.set(A.set(3).record(4, 2).running(), "replicas: 2");
    assertThat(last.condition(READY))
        .isEqualTo("False ScalingDown: 3 pods, 2 wanted: the primary redis-2 hands over first");
    assertThat(last.condition(PROGRESSING)).startsWith("True ScalingDown");
  }

  @Test
  void aPodThatIsNotReadyIsNamed() {
    var set = Given.running().unready("redis-1");
    assertThat(set.condition(READY)).isEqualTo("False PodsNotReady: not ready: redis-1");
    assertThat(set.status().readyReplicas()).isEqualTo(2);
  }

  @Test
  void onePodHasNothingToReplicate() {
    var set = Given.set(A.set(1).record(1, 0).running(), "replicas: 1");
    assertThat(set.condition(REPLICATING)).startsWith("True InSync: one pod");
    assertThat(set.condition(READY)).startsWith("True");
  }

  @Test
  void aProblemOfTheUsersIsStalled() {
    var set = Given.running().problem(Problem.of("SecretUnusable", "create it"));
    assertThat(set.condition(READY)).isEqualTo("False SecretUnusable: create it");
    assertThat(set.condition(PROGRESSING)).isEqualTo("False SecretUnusable: create it");
    assertThat(set.condition(STALLED)).isEqualTo("True SecretUnusable: create it");
    assertThat(set.condition(REPLICATING)).startsWith("True");
  }

  @Test
  void claimsThatWaitAreSeen() {
    var set = Given.running().pendingClaim(2);
    assertThat(set.condition(STORAGE_READY))
        .isEqualTo("False ClaimsPending: 2 of 3 claims are bound");
    var problem = Problem.ofStorage("ClaimPending", "no such class");
    var stalled = Given.running().pendingClaim(2).problem(problem);
    assertThat(stalled.condition(STORAGE_READY)).isEqualTo("False ClaimPending: no such class");
  }

  @Test
  void aClaimThatNothingFitsSaysWhatIsMissing() {
    var of = Given.running().pendingClaim(2);
    assertThat(Claims.unbound(Specs.minimal(), of.claims().get(2), "no such class").message())
        .isEqualTo("data-redis-2: no such class; check spec.storage");
    of.claim(
        2,
        c ->
            c.editSpec()
                .withStorageClassName("")
                .withAccessModes("ReadWriteOnce")
                .withNewSelector()
                .addToMatchLabels("disk", "redis")
                .endSelector()
                .endSpec());
    assertThat(Claims.unbound(Specs.minimal(), of.claims().get(2), "no volumes").message())
        .isEqualTo(
            "data-redis-2: no volumes; make a PersistentVolume that fits it (1Gi, ReadWriteOnce, no class, the labels of spec.storage.selector), or name one in spec.storage.volumes");
  }

  @Test
  void aCacheNeedsNoClaims() {
    var set = Given.set(A.set(3).record(4, 0).ephemeral().running(), "storage: {ephemeral: true}");
    assertThat(set.condition(STORAGE_READY)).startsWith("True Bound: no claims");
  }
}
