package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Disks without data, and data without a marker. */
class EmptyDisksTest {
  @Test
  void aNewSetStartsAtOrdinalZero() {
    assertThat(A.set(3).winner()).isEqualTo("redis-0");
  }

  @Test
  void orWhereTheUserWantsIt() {
    assertThat(A.set(3).primaryOrdinal(2).winner()).isEqualTo("redis-2");
    assertThat(A.set(2).primaryOrdinal(7).winner()).isEqualTo("AwaitingMembers");
  }

  @Test
  void aServedSetNeverStartsFromNothing() {
    var set = A.set(3).record(4, 0);
    assertThat(set.winner()).isEqualTo("AllDisksEmpty");
    assertThat(set.primaryOrdinal(0).winner()).isEqualTo("AllDisksEmpty");
  }

  @Test
  void aCacheDoes() {
    assertThat(A.set(3).record(4, 1).ephemeral().winner()).isEqualTo("redis-0");
  }

  @Test
  void aWipedPrimaryIsNotElectedEvenWhenItIsNamed() {
    var set = A.set(2).record(4, 0).allRestarted().member(0, Server::wiped).primaryOrdinal(0);
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void emptyDisksOfAnAdoptedSetWaitForVolumesThatNoPodUses() {
    var set = A.set(2).undecided().spareVolume("pv-7");
    assertThat(set.winner()).isEqualTo("AwaitingDisks");
    assertThat(set.elect().toString()).contains("raise replicas").contains("pv-7");
  }

  @Test
  void claimsThatWereMadeInAdvanceAndAreEmptyMakeANewSet() {
    assertThat(A.set(2).undecided().winner()).isEqualTo("redis-0");
  }

  // ---- disks from elsewhere

  @Test
  void theOnlyDiskWithDataWins() {
    assertThat(A.set(3).undecided().member(2, Server::unmarked).winner()).isEqualTo("redis-2");
  }

  @Test
  void theSameHistoryIsComparedByOffset() {
    var set = A.set(2).undecided();
    set.member(0, m -> m.unmarked().at("h", 10)).member(1, m -> m.unmarked().at("h", 20));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void differentHistoriesAreAQuestionForTheUser() {
    var set = A.set(2).undecided();
    set.member(0, m -> m.unmarked().at("h", 10)).member(1, m -> m.unmarked().at("i", 20));
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.primaryOrdinal(0).winner()).isEqualTo("redis-0");
  }

  @Test
  void aMarkedDiskBeatsUnknownData() {
    var set = A.set(2).undecided().member(0, Server::unmarked).member(1, m -> m.marker(2, 1));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  /** A recycled volume with the data of a set that is gone. */
  @Test
  void aNewSetDoesNotTakeOverADiskOfAnotherSetByItself() {
    var set = A.set(2).member(1, m -> m.marker("c2", 9, 1));
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.elect().toString()).contains("c2").contains("remove their claims");
  }

  @Test
  void unknownDataNeverReplacesAServedSet() {
    var set = A.set(2).record(4, 0).member(1, Server::unmarked);
    assertThat(set.winner()).isEqualTo("AwaitingDisks");
  }
}
