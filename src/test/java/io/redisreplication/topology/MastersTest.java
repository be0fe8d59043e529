package io.redisreplication.topology;

import static io.redisreplication.topology.FailoverPolicyTest.pods;
import static io.redisreplication.topology.FailoverPolicyTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Adopt;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Steady;
import org.junit.jupiter.api.Test;

/** Somebody is master without being the rightful one: mark, adopt or hold; never promote beside. */
class MastersTest {
  /** Epoch 4 was served by redis-0; epoch 5 is recorded for redis-1. */
  private static A handingOver() {
    return A.set(3).record(4, 0).running().record(5, 1).served(4);
  }

  @Test
  void theRecordedMasterWithoutItsMarkerGetsIt() {
    var set = handingOver().member(1, Server::master).member(0, Server::held);
    assertThat(set.decide()).isInstanceOf(Mark.class);
    assertThat(((Mark) set.decide()).marker()).isEqualTo(new Marker(A.CLUSTER, 5, 1, "pv-1"));
  }

  @Test
  void theRecordedMasterBelowTheServedEpochIsHeld() {
    var set = handingOver().member(1, m -> m.master().marker(3, 2)).member(0, Server::held);
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  @Test
  void theRecordedMasterIsHeldWhenSomebodyHasAHigherMarker() {
    var set = handingOver().member(1, Server::master).member(0, m -> m.held().marker(6, 0));
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  /** C5: the record was written, the operator died before the promotion. */
  @Test
  void c5TheOldPrimaryThatServesOnIsAdoptedAndNotPromotedOver() {
    var adopt = (Adopt) handingOver().decide();
    assertThat(adopt.primary().pod()).isEqualTo("redis-0");
    assertThat(adopt.record().epoch()).isEqualTo(6);
    assertThat(adopt.record().primary()).hasValue(0);
    assertThat(adopt.record().served()).isEqualTo(4);
  }

  @Test
  void onceTheNewEpochWasServedAnOldMasterIsHeld() {
    var set = handingOver().served(5).member(1, m -> m.held().marker(5, 1));
    assertThat(pods(set.decide())).containsExactly("redis-0");
  }

  @Test
  void aMasterWhoseMarkerNamesAnotherIsNotAdopted() {
    assertThat(handingOver().member(0, Server::held).member(2, Server::master).decide())
        .isInstanceOf(Hold.class);
  }

  @Test
  void twoMastersAreHeldBoth() {
    var set = handingOver().member(2, Server::master);
    assertThat(pods(set.decide())).containsExactly("redis-0", "redis-2");
  }

  @Test
  void aMasterThatSomebodyHasOvertakenIsNotAdopted() {
    assertThat(handingOver().member(2, m -> m.held().marker(5, 1)).decide())
        .isInstanceOf(Hold.class);
  }

  /** C6, second half: T served epoch 5 alone; its data outrank the old primary's. */
  @Test
  void c6DataOfAServedEpochOutrankAnOldMaster() {
    var set = handingOver().served(5).member(1, m -> m.held().marker(5, 1)).member(0, Server::held);
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  /** C6, first half: two epochs were recorded and none was served: the old data may go on. */
  @Test
  void c6EpochsThatWereNeverServedDoNotBlock() {
    var set = A.set(3).record(1, 0).allRestarted().record(3, 0).served(1);
    assertThat(set.winner()).isEqualTo("redis-0");
  }

  /** C7: master, but the load of the marker was refused and the operator died. */
  @Test
  void c7APromotedMasterWithoutItsMarkerIsNoStranger() {
    var set = handingOver().member(0, Server::held).member(1, Server::master);
    assertThat(set.decide()).isInstanceOf(Mark.class);
  }

  /** C8: a late promotion of epoch 2 left its library beside that of epoch 4. */
  @Test
  void c8AnOldMarkerBesideTheNewOneChangesNothing() {
    var set = A.set(3).record(4, 0).running();
    assertThat(set.member(0, m -> m.andMarker(A.CLUSTER, 2, 1)).seen().rightfulPrimary())
        .map(Member::pod)
        .contains("redis-0");
  }

  /** C16: epochs of another data set are numbers of another data set. */
  @Test
  void c16AForeignMasterWithALargerEpochIsHeld() {
    var set = A.set(3).record(4, 0).running().member(1, m -> m.master().marker("c2", 9, 1));
    assertThat(pods(set.decide())).containsExactly("redis-1");
  }

  @Test
  void aForeignMasterIsNotAdoptedEvenAlone() {
    var set = handingOver().member(0, m -> m.master().marker("c2", 9, 0));
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  @Test
  void aMasterFoundByAnUndecidedRecordIsAdopted() {
    var set = A.set(3).record(4, 0).running().undecided();
    assertThat(((Adopt) set.decide()).record().cluster()).isEqualTo(A.CLUSTER);
  }

  @Test
  void aLoadingMasterIsAskedLater() {
    var set = A.set(2).record(4, 0).running().member(0, Server::loading);
    assertThat(reason(set.decide())).isEqualTo("Loading");
  }

  // ---- C18: a user's FUNCTION FLUSH

  private static A flushed() {
    return A.set(3).record(4, 0).running().member(0, m -> m.unmarked().master());
  }

  @Test
  void c18FlushedFunctionsAreMarkedAgain() {
    var set = flushed().member(1, Server::unmarked).member(2, Server::unmarked);
    assertThat(((Mark) set.decide()).marker().epoch()).isEqualTo(4);
  }

  @Test
  void c18AReplicaThatHasNotHeardOfTheFlushDoesNotTopple() {
    assertThat(flushed().decide()).isInstanceOf(Mark.class);
    assertThat(flushed().member(1, m -> m.linkDown(600)).decide()).isInstanceOf(Mark.class);
  }

  @Test
  void c18AFlushedSetWithoutAnyKeyIsMarkedAgain() {
    var set = A.set(2).record(1, 0).running();
    set.member(0, m -> m.wiped().master()).member(1, m -> m.wiped().follows(0));
    assertThat(set.decide()).isInstanceOf(Mark.class);
  }

  @Test
  void anEmptyMasterIsNotMarkedWhenOthersHoldTheData() {
    var set = A.set(3).record(4, 0).running();
    set.member(0, m -> m.wiped().master()).member(1, Server::held).member(2, Server::held);
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  @Test
  void aForeignMasterIsNotMarkedThoughTheRecordNamesIt() {
    var set = A.set(3).record(4, 0).running().member(0, m -> m.marker("c2", 9, 0).master());
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  @Test
  void aRunningSetWithForeignMarkersBesideItsOwnIsSteady() {
    var set = A.set(2).record(4, 0).running().member(0, m -> m.andMarker("c2", 9, 1));
    assertThat(set.decide()).isInstanceOf(Steady.class);
  }
}
