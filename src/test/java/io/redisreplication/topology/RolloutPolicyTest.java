package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pods are brought up to the spec one at a time, replicas first, the primary last. */
class RolloutPolicyTest {
  /** Three pods, redis-0 is the primary, all are outdated. */
  private static A outdated() {
    return all(A.set(3).record(4, 0).running());
  }

  private static A all(A set) {
    return set.member(0, Server::outdated).member(1, Server::outdated).member(2, Server::outdated);
  }

  /** Ordinal of the pod that is replaced, -1 for none. */
  private static int replaced(A set) {
    return RolloutPolicy.next(set.seen())
        .map(d -> ((Decision.Replace) d).member().ordinal())
        .orElse(-1);
  }

  private static boolean moves(A set) {
    return RolloutPolicy.primaryMustMove(set.seen()).isPresent();
  }

  @Test
  void nothingToDo() {
    var t = A.set(3).record(4, 0).running().seen();
    assertThat(RolloutPolicy.next(t)).isEmpty();
    assertThat(RolloutPolicy.primaryMustMove(t)).isEmpty();
    assertThat(RolloutPolicy.pending(t)).isFalse();
  }

  @Test
  void replicasFromTheHighestOrdinal() {
    assertThat(replaced(outdated())).isEqualTo(2);
    assertThat(replaced(all(A.set(3).record(4, 2).running()))).isEqualTo(1);
    assertThat(moves(outdated())).isFalse();
    assertThat(RolloutPolicy.pending(outdated().seen())).isTrue();
  }

  @Test
  void thePrimaryHandsOverWhenOnlyItIsLeft() {
    var set = A.set(3).record(4, 0).running().member(0, Server::outdated);
    assertThat(moves(set)).isTrue();
    assertThat(replaced(set)).isEqualTo(-1);
    assertThat(RolloutPolicy.pending(set.seen())).isTrue();
  }

  @Test
  void aSinglePodIsReplacedAsItIs() {
    var set = A.set(1).record(4, 0).running().member(0, Server::outdated);
    assertThat(replaced(set)).isZero();
    assertThat(moves(set)).isFalse();
  }

  @Test
  void onlyWhileEverybodyElseIsInOrder() {
    var newest = A.set(3).record(4, 0).running().member(0, Server::outdated);
    newest.member(1, Server::outdated);
    assertThat(replaced(newest)).isEqualTo(1);
    assertThat(replaced(newest.member(2, m -> m.linkDown(1)))).isEqualTo(-1);
    assertThat(replaced(outdatedBut(Server::terminating))).isEqualTo(-1);
    assertThat(replaced(outdated().without(1))).isEqualTo(-1);
    assertThat(replaced(outdated().member(0, Server::notReady))).isEqualTo(-1);
    assertThat(replaced(outdated().member(0, Server::silent))).isEqualTo(-1);
  }

  private static A outdatedBut(Consumer<Server> change) {
    return outdated().member(1, change);
  }

  @Test
  void thePrimaryStaysWhileAReplicaIsNotInOrder() {
    var set = A.set(3).record(4, 0).running().member(0, Server::outdated);
    assertThat(moves(set.member(2, Server::notReady))).isFalse();
    assertThat(replaced(set)).isEqualTo(-1);
  }

  /** C12: the primary is cut off from its replicas; they may hold what was acknowledged last. */
  @Test
  void c12NobodyGoesWhileReplicasAreCutOff() {
    assertThat(replaced(outdatedBut(m -> m.lastIo(5)).member(2, m -> m.lastIo(5)))).isEqualTo(-1);
  }

  /** The pod that was replaced does not come back: mending the spec makes it outdated again. */
  @Test
  void aBrokenPodIsReplacedFirstWhenTheSpecIsMended() {
    var set = A.set(3).record(4, 0).running().member(1, m -> m.notReady().silent().outdated());
    assertThat(replaced(set)).isEqualTo(1);
    assertThat(replaced(set.member(2, Server::outdated))).isEqualTo(1);
    assertThat(replaced(set.member(2, Server::notReady))).isEqualTo(2);
    assertThat(replaced(set.member(0, Server::outdated))).isEqualTo(-1);
  }

  /** The primary is newer than they are: they may be unable to read its data. */
  @Test
  void oldReplicasOfANewPrimaryNeedNotBeInSync() {
    var set = A.set(3).record(4, 2).running();
    set.member(0, m -> m.outdated().linkDown(60)).member(1, m -> m.outdated().linkDown(60));
    assertThat(replaced(set)).isEqualTo(1);
  }

  @Test
  void partitionKeepsTheLowerOrdinals() {
    assertThat(replaced(outdated().partition(2))).isEqualTo(2);
    var canary = A.set(3).record(4, 0).running().partition(2);
    canary.member(0, Server::outdated).member(1, Server::outdated);
    assertThat(replaced(canary)).isEqualTo(-1);
    assertThat(moves(canary)).isFalse();
    assertThat(RolloutPolicy.pending(canary.seen())).isFalse();
    assertThat(replaced(canary.member(1, Server::notReady))).isEqualTo(-1);
  }

  @Test
  void thePrimaryMovesForACanaryOnItsOrdinal() {
    assertThat(moves(all(A.set(3).record(4, 2).running()).partition(2))).isTrue();
  }

  @Test
  void onDeleteLeavesItToTheUser() {
    var set = outdated().onDelete();
    assertThat(replaced(set)).isEqualTo(-1);
    assertThat(moves(set)).isFalse();
    assertThat(RolloutPolicy.pending(set.seen())).isFalse();
  }

  @Test
  void directivesComeBeforeReplacement() {
    var t = outdated().member(0, Server::unconfigured).member(2, Server::unconfigured).seen();
    assertThat(RolloutPolicy.next(t))
        .contains(new Decision.Configure(List.of(t.members().get(0), t.members().get(2))));
  }

  @Test
  void directivesAreToldToThoseWhoListen() {
    var set = A.set(3).record(4, 0).running().member(1, m -> m.unconfigured().silent());
    assertThat(RolloutPolicy.next(set.seen())).isEmpty();
    var canary = A.set(3).record(4, 0).running().member(1, Server::unconfigured).partition(2);
    assertThat(RolloutPolicy.next(canary.seen())).isEmpty();
  }
}
