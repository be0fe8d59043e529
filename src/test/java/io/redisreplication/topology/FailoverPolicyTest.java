package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Fence;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Repoint;
import io.redisreplication.topology.Decision.Restart;
import io.redisreplication.topology.Decision.Serve;
import io.redisreplication.topology.Decision.Steady;
import io.redisreplication.topology.Decision.Unmark;
import io.redisreplication.topology.Decision.Wait;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The primary is there, or nobody is. */
class FailoverPolicyTest {
  private static A running() {
    return A.set(3).record(4, 0).running();
  }

  @Test
  void aRunningSetIsLeftAlone() {
    assertThat(running().decide()).isInstanceOf(Steady.class);
  }

  @Test
  void aSecondMasterIsHeldWhileTheRightfulOneServes() {
    var set = running().member(1, m -> m.master().marker(3, 1));
    assertThat(pods(set.decide())).containsExactly("redis-1");
    assertThat(set.decide()).isInstanceOf(Hold.class);
  }

  @Test
  void aSecondMasterWithTheSameMarkerIsHeldToo() {
    assertThat(pods(running().member(2, Server::master).decide())).containsExactly("redis-2");
  }

  @Test
  void whoFollowsAnotherMemberOrIsHeldIsRepointed() {
    var set = running().member(1, m -> m.follows(2)).member(2, Server::restarted);
    assertThat(set.decide()).isInstanceOf(Repoint.class);
    assertThat(pods(set.decide())).containsExactly("redis-1", "redis-2");
  }

  @Test
  void anEmptyPodIsFilledFromThePrimary() {
    assertThat(pods(running().member(1, Server::wiped).decide())).containsExactly("redis-1");
  }

  @Test
  void theFormerPrimaryIsLeftToBootShWhichSetsItsFilesAside() {
    var set = running().member(1, m -> m.restarted().marker(3, 1));
    assertThat(set.decide()).isInstanceOf(Steady.class);
  }

  @Test
  void aFormerPrimaryThatTheOperatorHeldStartsAgain() {
    var set = running().member(1, m -> m.heldByOperator().marker(3, 1));
    assertThat(set.decide()).isInstanceOf(Restart.class);
    assertThat(pods(set.decide())).containsExactly("redis-1");
  }

  @Test
  void foreignDataIsLeftAlone() {
    var another = running().member(1, m -> m.restarted().marker("c2", 9, 1));
    assertThat(another.decide()).isInstanceOf(Steady.class);
    assertThat(another.member(1, Server::heldByOperator).decide()).isInstanceOf(Steady.class);
  }

  /** Nobody repoints it: boot.sh keeps its files first. */
  @Test
  void dataWithoutMarkerIsLeftToBootSh() {
    var unknown = running().member(1, m -> m.restarted().unmarked());
    assertThat(unknown.decide()).isInstanceOf(Steady.class);
    unknown.member(1, Server::heldByOperator);
    assertThat(unknown.decide()).isInstanceOf(Restart.class);
    assertThat(pods(unknown.decide())).containsExactly("redis-1");
  }

  @Test
  void whoIsLinkedToAStrangerOnlyHasACopy() {
    var copy = running().member(1, m -> m.follows(9).marker("c2", 9, 1));
    assertThat(pods(copy.decide())).containsExactly("redis-1");
    assertThat(copy.member(1, m -> m.linkDown(5)).decide()).isInstanceOf(Steady.class);
  }

  @Test
  void aMemberThatLoadsIsLeftAlone() {
    assertThat(running().member(1, m -> m.restarted().loading()).decide())
        .isInstanceOf(Steady.class);
  }

  @Test
  void writeFencingFollowsTheSpec() {
    var set = running().member(0, m -> m.minReplicas(0));
    assertThat(set.decide()).isInstanceOf(Fence.class);
    assertThat(((Fence) set.decide()).minReplicas()).isEqualTo(1);
  }

  @Test
  void theServiceOpensWhenAReplicaProvesTheEpoch() {
    assertThat(running().served(3).decide()).isInstanceOf(Serve.class);
  }

  @Test
  void theServiceStaysClosedUntilAReplicaHasTheMarker() {
    var set =
        running()
            .served(3)
            .member(1, m -> m.marker(3, 2).syncing())
            .member(2, m -> m.marker(3, 2).syncing());
    assertThat(reason(set.decide())).isEqualTo("AwaitingReplica");
  }

  @Test
  void withoutFencingThePrimaryAloneIsProofEnough() {
    var set = A.set(2).record(1, 0).running().served(0).member(1, Server::silent);
    assertThat(set.decide()).isInstanceOf(Serve.class);
  }

  @Test
  void markersOfEpochsBeforeTheServedOneAreRemoved() {
    var set = running().member(0, m -> m.andMarker(A.CLUSTER, 3, 2).andMarker("c2", 1, 0));
    assertThat(set.decide()).isInstanceOf(Unmark.class);
    assertThat(((Unmark) set.decide()).old()).extracting(Marker::epoch).containsExactly(3);
  }

  // ---- nobody is master

  @Test
  void aRestartedPrimaryGetsTwoSecondsToServeAgainByItself() {
    var set = A.set(3).record(4, 0).primaryLost(1).member(0, Server::restartedInPlace);
    var wait = (Wait) set.decideAfter(1);
    assertThat(wait.reason()).isEqualTo("AwaitingRestart");
    assertThat(wait.deadline()).contains(Duration.ofSeconds(1));
    assertThat(set.decideAfter(2)).isInstanceOf(Promote.class);
  }

  /** A new pod has no token: boot.sh never lets it serve by itself. */
  @Test
  void aRecreatedPrimaryIsNotWaitedFor() {
    assertThat(A.set(3).record(4, 0).primaryLost(1).decideAfter(0)).isInstanceOf(Promote.class);
  }

  @Test
  void aNewSetHasNothingToWaitFor() {
    assertThat(A.set(3).decideAfter(0)).isInstanceOf(Promote.class);
  }

  @Test
  void beforeAnythingWasServedEveryMemberIsAwaited() {
    assertThat(reason(A.set(3).member(1, Server::silent).decide())).isEqualTo("AwaitingMembers");
    assertThat(reason(A.set(3).member(1, Server::loading).decide())).isEqualTo("AwaitingMembers");
    var gone = A.set(3).record(4, 0).served(0).allRestarted().without(1);
    assertThat(((Wait) gone.decide()).message()).contains("ordinal 1");
  }

  @Test
  void aRefusedElectionSaysWhy() {
    var set = A.set(2).record(4, 0).running().member(0, Server::wiped).member(1, Server::wiped);
    assertThat(reason(set.decide())).isEqualTo("AllDisksEmpty");
  }

  @Test
  void theNextEpochIsAboveEverythingSeen() {
    var set = A.set(2).record(4, 0).running().member(1, m -> m.marker(7, 1)).seen();
    assertThat(FailoverPolicy.next(set, set.members().get(1)).epoch()).isEqualTo(8);
  }

  static String reason(Decision d) {
    return d instanceof Wait w ? w.reason() : d.toString();
  }

  static List<String> pods(Decision d) {
    var members =
        switch (d) {
          case Hold h -> h.members();
          case Repoint r -> r.members();
          case Restart r -> r.members();
          default -> List.<Member>of();
        };
    return members.stream().map(Member::pod).toList();
  }
}
