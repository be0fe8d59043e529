package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Abort;
import io.redisreplication.topology.Decision.Adopt;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Repoint;
import io.redisreplication.topology.Decision.Steady;
import io.redisreplication.topology.Decision.SwitchOver;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A healthy primary hands over to a member in sync, and to nobody else. */
class SwitchoverPolicyTest {
  private static A running() {
    return A.set(3).record(4, 0).running();
  }

  private static String target(A set) {
    return set.decide() instanceof SwitchOver s ? s.to().pod() : set.decide().toString();
  }

  private static final String STEADY = new Steady().toString();

  @Test
  void theRecordIsThatOfTheNextEpoch() {
    assertThat(running().switchoverTo(2).decide())
        .isInstanceOfSatisfying(
            SwitchOver.class,
            s -> {
              assertThat(s.from().pod()).isEqualTo("redis-0");
              assertThat(s.record().epoch()).isEqualTo(5);
              assertThat(s.record().namesPrimary(2)).isTrue();
              assertThat(s.record().served()).isEqualTo(4);
            });
  }

  /** Time that passes is no event. */
  @Test
  void whenAHandOverIsDueIsKnown() {
    assertThat(running().dueAfter(20)).isEmpty();
    assertThat(running().primaryOrdinal(2).dueAfter(20)).hasValue(40);
    assertThat(running().primaryOrdinal(2).dueAfter(60)).isEmpty();
    assertThat(running().primaryOrdinal(2).member(2, Server::syncing).dueAfter(20)).isEmpty();
    assertThat(running().handOverFailed(3).dueAfter(20)).hasValue(7);
    assertThat(running().handOverFailed(3).primaryOrdinal(2).dueAfter(20)).hasValue(7);
  }

  @Test
  void byAnnotationToAMemberInSync() {
    assertThat(target(running().switchoverTo(2))).isEqualTo("redis-2");
    assertThat(target(running().switchoverTo(0))).isEqualTo(STEADY);
    assertThat(target(running().switchoverTo(7))).isEqualTo(STEADY);
    assertThat(target(running().switchoverTo(2).member(2, m -> m.lastIo(5)))).isEqualTo(STEADY);
    assertThat(target(running().switchoverTo(2).member(2, Server::terminating))).isEqualTo(STEADY);
  }

  /** Two pods of a node that is drained. */
  @Test
  void notToAPodThatEndsToo() {
    var ends = running().member(0, Server::terminating).member(1, Server::terminating);
    assertThat(target(ends)).isEqualTo("redis-2");
    assertThat(target(ends.member(2, Server::terminating))).isEqualTo(STEADY);
    var goes = A.set(3).record(4, 2).running().wanted(2).member(0, Server::terminating);
    assertThat(target(goes)).isEqualTo("redis-1");
    var home = A.set(3).record(4, 1).running().primaryOrdinal(0);
    assertThat(home.member(0, Server::terminating).decideAfter(60)).isInstanceOf(Steady.class);
    assertThat(home.dueAfter(20)).isEmpty();
  }

  private static final Disk FULL = new Disk(Optional.of("No space left on device"), false, 0, 0);

  /** It refuses writes; another one need not. */
  @Test
  void aPrimaryWhoseDiskTakesNoWritesHandsOver() {
    var full = running().member(0, m -> m.disk = FULL);
    assertThat(target(full)).isEqualTo("redis-1");
    assertThat(target(full.member(0, m -> m.andMarker(A.CLUSTER, 3, 1))))
        .as("it could not delete an old marker")
        .isEqualTo("redis-1");
    assertThat(target(full.member(1, m -> m.disk = FULL))).isEqualTo("redis-2");
    assertThat(target(full.member(2, m -> m.disk = FULL))).isEqualTo(STEADY);
  }

  @Test
  void nobodyHandsOverToAFullDisk() {
    assertThat(target(running().switchoverTo(2).member(2, m -> m.disk = FULL))).isEqualTo(STEADY);
    assertThat(target(running().member(1, m -> m.disk = FULL).member(0, Server::terminating)))
        .isEqualTo("redis-2");
  }

  /** Story C20: in sync with somebody is not in sync with the primary. */
  @Test
  void notToOneThatFollowsAnother() {
    var set = running().switchoverTo(2).member(2, m -> m.follows(1));
    assertThat(set.decide()).isInstanceOf(Repoint.class);
    assertThat(target(set.member(1, Server::terminating).member(2, m -> m.marker(3, 0).follows(0))))
        .isEqualTo(STEADY);
  }

  @Test
  void whenThePodOfThePrimaryEnds() {
    assertThat(target(running().member(0, Server::terminating))).isEqualTo("redis-1");
    assertThat(target(running().member(0, Server::terminating).member(1, Server::rewritingAof)))
        .isEqualTo("redis-2");
  }

  @Test
  void beforeAScaleDownThatRemovesIt() {
    var set = A.set(3).record(4, 2).running().wanted(1);
    assertThat(target(set)).isEqualTo("redis-0");
    assertThat(target(running().wanted(1))).isEqualTo(STEADY);
  }

  /** Story C18: replicas of an older version cannot load what a newer primary sends. */
  @Test
  void notToANewerVersionWhileThereIsAnOlderOne() {
    var canary = running().member(1, m -> m.version("8.0.2")).member(0, Server::terminating);
    assertThat(target(canary)).isEqualTo("redis-2");
  }

  @Test
  void toTheOldestAddress() {
    var set = running().member(1, Server::recreated).member(0, Server::terminating);
    assertThat(target(set)).isEqualTo("redis-2");
  }

  @Test
  void homeAfterAMinuteInSync() {
    var away = A.set(3).record(4, 1).running().primaryOrdinal(0);
    assertThat(away.decideAfter(59)).isInstanceOf(Steady.class);
    assertThat(away.decideAfter(60)).isInstanceOf(SwitchOver.class);
    assertThat(away.primaryFailedThere().decideAfter(119)).isInstanceOf(Steady.class);
    assertThat(away.decideAfter(120)).isInstanceOf(SwitchOver.class);
  }

  @Test
  void notAgainRightAfterItFailed() {
    assertThat(target(running().switchoverTo(1).handOverFailed(9))).isEqualTo(STEADY);
    assertThat(target(running().switchoverTo(1).handOverFailed(10))).isEqualTo("redis-1");
    var ends = running().member(0, Server::terminating);
    assertThat(target(ends.handOverFailed(2))).isEqualTo("redis-1");
  }

  /** Story C5: recorded, and the operator died before FAILOVER. */
  @Test
  void anUnfinishedOneIsTakenBack() {
    var recorded = running().record(5, 1).served(4);
    assertThat(recorded.decide())
        .isInstanceOfSatisfying(
            Adopt.class,
            a -> {
              assertThat(a.primary().pod()).isEqualTo("redis-0");
              assertThat(a.record().epoch()).isEqualTo(6);
            });
  }

  @Test
  void aFailoverInProgressIsEndedFirst() {
    var waiting = running().record(5, 1).served(4).member(0, Server::handingOver);
    assertThat(waiting.decide()).isInstanceOf(Abort.class);
    var stepsDown =
        running().record(5, 1).served(4).member(0, m -> m.follows(1).linkDown(3).handingOver());
    assertThat(stepsDown.decide()).isInstanceOf(Abort.class);
  }

  @Test
  void aFailoverThatSucceededIsMarked() {
    var done =
        running().record(5, 1).served(4).member(1, Server::master).member(0, m -> m.follows(1));
    assertThat(done.decide()).isInstanceOf(Mark.class);
    assertThat(done.member(0, Server::handingOver).decide()).isInstanceOf(Mark.class);
  }

  @Test
  void theTargetAndThePrimaryBothGone() {
    var gone = A.set(3).record(4, 0).primaryLost(1).record(5, 1).served(4).without(0);
    assertThat(gone.decide()).isInstanceOf(Promote.class);
  }
}
