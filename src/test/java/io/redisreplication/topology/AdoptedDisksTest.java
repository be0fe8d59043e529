package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Disks of a former set, or from elsewhere, in the pods of a new one: the data decides. */
class AdoptedDisksTest {
  private static A adopted(int epoch, int primary) {
    return A.set(3).record(epoch, primary).allRestarted().undecided();
  }

  @Test
  void oneDiskAtAnyOrdinalFillsTheOthers() {
    for (int at = 0; at < 3; at++) {
      int ordinal = at;
      var set = A.set(3).undecided();
      set.member(ordinal, m -> m.marker(7, 1).volume("pv-any").restarted());
      assertThat(set.winner()).isEqualTo("redis-" + ordinal);
      assertThat(set.decide()).isInstanceOf(Decision.Promote.class);
    }
  }

  @Test
  void oneDiskWithoutMarkerFillsTheOthers() {
    var set = A.set(3).undecided().member(2, m -> m.unmarked().restarted());
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void ofAllDisksTheOneOfTheLastPrimaryWins() {
    assertThat(adopted(7, 2).winner()).isEqualTo("redis-2");
  }

  @Test
  void ofSwappedDisksTheOneOfTheLastPrimaryWinsWhereverItIs() {
    var set = adopted(7, 0);
    set.member(0, m -> m.volume("pv-1")).member(1, m -> m.volume("pv-2"));
    set.member(2, m -> m.volume("pv-0"));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void anOlderCopyAtOrdinalZeroLoses() {
    var set = adopted(7, 1).member(0, m -> m.marker(5, 0).restarted());
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void aCopyOfTheSameEpochOnAnotherVolumeLoses() {
    var set = adopted(7, 0);
    set.member(0, m -> m.volume("copy")).member(1, m -> m.volume("pv-0"));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void disksOfTwoSetsAreRefused() {
    var set = A.set(3).undecided();
    set.member(0, m -> m.marker("c1", 7, 0).restarted());
    set.member(1, m -> m.marker("c2", 9, 1).restarted());
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.elect().toString()).contains("c1, c2");
    assertThat(set.decide()).isInstanceOf(Decision.Wait.class);
  }

  @Test
  void anEmptyDiskAmongFullOnesIsNeverPrimary() {
    var set = adopted(7, 1).member(0, Server::wiped).primaryOrdinal(0);
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void renamedVolumesOfOneSetAreNamedByTheUser() {
    var set = adopted(7, 1);
    for (int i = 0; i < 3; i++) {
      int ordinal = i;
      set.member(ordinal, m -> m.volume("new-" + ordinal));
    }
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.primaryOrdinal(2).winner()).isEqualTo("redis-2");
  }

  @Test
  void copiesFromElsewhereAreNamedByTheUser() {
    var set = A.set(3).undecided();
    for (int i = 0; i < 3; i++) {
      set.member(i, m -> m.unmarked().restarted());
    }
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.primaryOrdinal(1).winner()).isEqualTo("redis-1");
  }

  @Test
  void dumpsOfOneHistoryAreCompared() {
    var set = A.set(3).undecided();
    for (int i = 0; i < 3; i++) {
      long offset = 100 + i;
      set.member(i, m -> m.unmarked().held().at("history", offset));
    }
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void nobodyIsChosenBeforeEveryDiskWasSeen() {
    var set = adopted(7, 1).member(2, Server::silent);
    assertThat(reason(set)).isEqualTo("AwaitingMembers");
    assertThat(reason(adopted(7, 1).without(0))).isEqualTo("AwaitingMembers");
  }

  @Test
  void aCorruptDiskIsNotWaitedForWhenTheLastPrimarysIsSeen() {
    var set = adopted(7, 1).member(2, m -> m.silent(Silence.FAILING));
    assertThat(set.decide()).isInstanceOf(Decision.Promote.class);
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void aCorruptDiskOfTheLastPrimaryIsForTheUserToLetGo() {
    var set = adopted(7, 1).member(1, m -> m.silent(Silence.FAILING));
    assertThat(reason(set)).isEqualTo("AwaitingDisks");
    assertThat(((Decision.Wait) set.decide()).message())
        .isEqualTo(
            "Redis does not start on the disk of redis-1, and the other disks cannot tell that they have all its data: mend it, or annotate the resource with redisreplication.io/accept-data-loss=0 to go on without it");
    set.acceptDataLoss(0).primaryOrdinal(2);
    assertThat(set.decide()).isInstanceOf(Decision.Promote.class);
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void oneCorruptAndOneMissingDiskAreTooMany() {
    var set = adopted(7, 1).member(0, Server::silent).member(2, m -> m.silent(Silence.FAILING));
    assertThat(reason(set)).isEqualTo("AwaitingMembers");
    var two = adopted(7, 1);
    two.member(0, m -> m.silent(Silence.FAILING)).member(2, m -> m.silent(Silence.FAILING));
    assertThat(reason(two)).isEqualTo("AwaitingDisks");
  }

  @Test
  void aNewSetWhosePodFailsWaitsForIt() {
    var set = A.set(3).member(2, m -> m.silent(Silence.FAILING));
    assertThat(set.decide()).isInstanceOf(Decision.Wait.class);
  }

  private static String reason(A set) {
    return ((Decision.Wait) set.decide()).reason();
  }
}
