package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose data is the data, in the order of the rules. */
class ElectionTest {
  // ---- 1. positioned members

  @Test
  void theHighestOffsetOfOneHistoryWins() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(2, m -> m.at("history", 1500));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  /** C2: a restarted or rolled-back disk has the right marker and a random offset. */
  @Test
  void c2APositionedReplicaBeatsTheDiskOfTheLastPrimary() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(0, m -> m.at("random", 9_000_000));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void aHeldPrimaryOfTheSameProcessSharesTheHistoryOfItsReplicas() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(0, m -> m.at("history", 2000));
    assertThat(set.winner()).isEqualTo("redis-0");
  }

  @Test
  void whoContinuedAHistoryIsComparedWithIt() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(2, m -> m.at("later", 1100).continues("history", 1001));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void whoLeftAHistoryTooEarlyIsNotComparedWithIt() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(2, m -> m.at("later", 9000).continues("history", 900).linkDown(8));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  /** Seed 486520: it found the next primary, which ended before it could send anything. */
  @Test
  void whoHasNothingOfALaterHistoryIsComparedWithTheEarlierOne() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(1, m -> m.at("later", 900).continues("history", 901).linkDown(1));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void ofTwoHistoriesTheOneWhoseLinkBrokeLastWins() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(1, m -> m.at("older", 9000).linkDown(600));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  /** C18: a replica hours behind. */
  @Test
  void c18AReplicaThatLostThePrimaryLongBeforeTheOthersIsNotElected() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(1, m -> m.at("history", 50).linkDown(3600));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  /** It hung, so it noticed the loss late. */
  @Test
  void aLinkThatBrokeLateProvesNothingNewer() {
    var set = A.set(3).record(4, 0).primaryLost(40);
    set.member(1, m -> m.at("history", 90).linkDown(2));
    set.member(2, m -> m.at("history", 100).linkDown(40));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  /** With dumps only, a primary that ends again and again has not served since its first end. */
  @Test
  void theEndOfAProcessThatNeverServedIsNotTheLoss() {
    var set = A.set(3).record(4, 0).primaryLost(5);
    set.member(1, m -> m.at("history", 100).linkDown(60));
    set.member(2, m -> m.at("history", 90).linkDown(60));
    assertThat(set.winner()).isEqualTo("redis-0");
    for (int i = 0; i < 3; i++) {
      set.member(i, m -> m.aof = false);
    }
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void whatACacheHadInAPodThatEndedIsNotWaitedFor() {
    var set = A.set(2).record(4, 0).primaryLost(5).served(5).member(0, Server::wiped);
    assertThat(set.winner()).isEqualTo("AwaitingDisks");
    assertThat(set.ephemeral().winner()).isEqualTo("redis-1");
  }

  @Test
  void replicasOfAHeldPrimaryStillSeeTheirLinkUp() {
    var set = A.set(3).record(4, 0).running().member(0, m -> m.held().at("history", 1002));
    assertThat(set.winner()).isEqualTo("redis-0");
  }

  // ---- 2. nobody is positioned

  @Test
  void allRestartedTheVolumeOfTheLastPrimaryWins() {
    assertThat(A.set(3).record(4, 2).allRestarted().winner()).isEqualTo("redis-2");
  }

  @Test
  void theVolumeCountsNotTheOrdinal() {
    var set = A.set(3).record(4, 2).allRestarted();
    set.member(2, m -> m.wiped().volume("pv-9")).member(1, m -> m.volume("pv-2"));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void withoutThatVolumeTheOnlyCopyWins() {
    var set = A.set(2).record(4, 0).allRestarted().member(0, m -> m.wiped().volume("pv-9"));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  @Test
  void theOnlyCopyWaitsForVolumesThatNoPodUses() {
    var set = A.set(2).record(4, 5).allRestarted().member(0, Server::wiped).spareVolume("pv-5");
    assertThat(set.winner()).isEqualTo("AwaitingDisks");
    assertThat(set.elect().toString())
        .contains("only redis-1")
        .contains("raise replicas")
        .contains("pv-5");
    assertThat(set.primaryOrdinal(1).winner()).isEqualTo("AwaitingDisks");
    assertThat(set.acceptDataLoss(3).winner()).isEqualTo("AwaitingDisks");
    assertThat(set.acceptDataLoss(4).winner()).isEqualTo("redis-1");
  }

  /** C18: replicas of an older version cannot load the dump of a newer primary. */
  @Test
  void c18OfEqualCopiesTheOldestVersionWins() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(1, m -> m.version("8.10.0"));
    assertThat(set.member(2, m -> m.version("8.9.1")).winner()).isEqualTo("redis-2");
    assertThat(set.member(1, m -> m.at("history", 1001)).winner()).isEqualTo("redis-1");
  }

  /** Whose DNS name has led to it for longest: the others find it at once. */
  @Test
  void ofEqualCopiesTheOldestAddressWins() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(1, Server::recreated);
    assertThat(set.winner()).isEqualTo("redis-2");
    assertThat(set.member(1, m -> m.at("history", 1001)).winner()).isEqualTo("redis-1");
  }

  @Test
  void ofEqualCopiesOneThatCanWriteWins() {
    var full = new Disk(Optional.of("No space left on device"), false, 0, 0);
    var set = A.set(3).record(4, 0).primaryLost(5).member(1, m -> m.disk = full);
    assertThat(set.winner()).isEqualTo("redis-2");
    assertThat(set.member(1, m -> m.at("history", 1001)).winner()).isEqualTo("redis-1");
  }

  @Test
  void copiesThatCannotBeComparedWaitForTheUser() {
    var set = A.set(3).record(4, 0).allRestarted().member(0, m -> m.wiped().volume("pv-9"));
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.elect().toString()).contains("redis-1, redis-2").contains("primaryOrdinal");
  }

  @Test
  void theUserNamesTheCopyToKeep() {
    var set = A.set(3).record(4, 0).allRestarted().member(0, m -> m.wiped().volume("pv-9"));
    assertThat(set.primaryOrdinal(2).winner()).isEqualTo("redis-2");
    assertThat(set.primaryOrdinal(0).winner()).isEqualTo("DivergedData");
  }

  // ---- epochs

  @Test
  void onlyTheHighestEpochIsACandidate() {
    var set = A.set(3).record(4, 0).primaryLost(5).member(1, m -> m.marker(3, 1).at("history", 9));
    assertThat(set.winner()).isEqualTo("redis-2");
  }

  @Test
  void whatWasServedIsNotReplacedByOlderData() {
    var set = A.set(2).record(4, 0).allRestarted();
    set.member(0, m -> m.wiped()).member(1, m -> m.marker(3, 1));
    assertThat(set.winner()).isEqualTo("AwaitingDisks");
  }

  @Test
  void olderDataMayGoOnWhenTheNewEpochWasNeverServed() {
    var set = A.set(2).record(4, 0).allRestarted().served(3);
    set.member(0, m -> m.wiped()).member(1, m -> m.marker(3, 1));
    assertThat(set.winner()).isEqualTo("redis-1");
  }

  /** C16. */
  @Test
  void c16AForeignDiskWithALargerEpochIsNoCandidate() {
    var set = A.set(3).record(4, 0).allRestarted().member(1, m -> m.marker("c2", 99, 1));
    assertThat(set.winner()).isEqualTo("redis-0");
  }

  @Test
  void twoDataSetsAndNoRecordAreAQuestionForTheUser() {
    var set = A.set(2).record(4, 0).allRestarted().undecided();
    set.member(1, m -> m.marker("c2", 1, 1));
    assertThat(set.winner()).isEqualTo("DivergedData");
    assertThat(set.elect().toString()).contains("c1, c2");
  }

  @Test
  void aReCreatedResourceFindsItsDataByTheMarkers() {
    var set = A.set(3).record(4, 1).allRestarted().undecided();
    assertThat(set.winner()).isEqualTo("redis-1");
    assertThat(FailoverPolicy.next(set.seen(), set.seen().members().get(1)))
        .extracting(TopologyRecord::cluster, TopologyRecord::epoch)
        .containsExactly(A.CLUSTER, 5);
  }
}
