package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Wait;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The copy that is missed may be the one that a WAIT was answered for. */
class SurveyTest {
  private static A lost() {
    return A.set(3).record(4, 0).primaryLost(1).without(0);
  }

  private static String reason(Decision d) {
    return d instanceof Wait w ? w.reason() : d.getClass().getSimpleName();
  }

  @Test
  void aReplicaThatIsMissingIsAwaitedForHalfAMinute() {
    var missing = lost().without(1);
    assertThat(reason(missing.decideAfter(29))).isEqualTo("IncompleteSurvey");
    assertThat(((Wait) missing.decideAfter(29)).message()).contains("ordinal 1");
    assertThat(missing.decideAfter(30)).isInstanceOf(Promote.class);
  }

  /** Story C13: its position is lost, the primary's own disk may come back. */
  @Test
  void aReplicaThatRestartedCannotBeCompared() {
    var restarted = lost().member(1, Server::restarted);
    assertThat(reason(restarted.decideAfter(29))).isEqualTo("IncompleteSurvey");
    assertThat(restarted.decideAfter(30)).isInstanceOf(Promote.class);
    assertThat(restarted.winner()).isEqualTo("redis-2");
  }

  /**
   * Two pods were deleted by force in the middle of a hand-over: their processes went on for a
   * second, and what one acknowledged the other one had.
   */
  @Test
  void whoWasToTakeOverIsAwaitedLikeAReplica() {
    var both = lost().record(5, 1).served(4).without(1);
    assertThat(reason(both.decideAfter(29))).isEqualTo("IncompleteSurvey");
    assertThat(both.decideAfter(30)).isInstanceOf(Promote.class);
  }

  /** The operator died, or Redis refused, between the record and the promotion. */
  @Test
  void whoWasRecordedAndHasOnlyLostItsLinkIsAReplica() {
    var recorded = lost().record(5, 1).served(4);
    assertThat(recorded.decideAfter(0)).isInstanceOf(Promote.class);
    assertThat(reason(recorded.member(2, Server::silent).decideAfter(29)))
        .isEqualTo("IncompleteSurvey");
  }

  /** It may have been primary for a moment, and its disk may be older than what it acknowledged. */
  @Test
  void whoWasRecordedAndStartedAgainMayHaveBeenPrimary() {
    var restarted = lost().record(5, 1).served(4).member(1, m -> m.held().at("history", 1000));
    assertThat(reason(restarted.decideAfter(29))).isEqualTo("IncompleteSurvey");
    assertThat(restarted.decideAfter(30)).isInstanceOf(Promote.class);
  }

  @Test
  void whoHasLessIsNotAwaited() {
    assertThat(lost().member(1, Server::wiped).decideAfter(0)).isInstanceOf(Promote.class);
    assertThat(lost().member(1, m -> m.held().marker(3, 1)).decideAfter(0))
        .isInstanceOf(Promote.class);
  }

  @Test
  void whenAllAreThereNothingMoreIsAwaited() {
    assertThat(A.set(3).record(4, 0).allRestarted().decide()).isInstanceOf(Promote.class);
  }

  @Test
  void dataThatIsOnAMissingDiskOnlyIsLetGoByTheUserAlone() {
    var rest = A.set(3).record(4, 0).allRestarted().without(0).member(1, Server::wiped);
    assertThat(reason(rest.decide())).isEqualTo("AwaitingDisks");
    assertThat(((Wait) rest.decide()).message()).contains("accept-data-loss=4");
    assertThat(reason(rest.acceptDataLoss(3).decide())).isEqualTo("AwaitingDisks");
    assertThat(rest.acceptDataLoss(4).decideAfter(0)).isInstanceOf(Promote.class);
    assertThat(rest.winner()).isEqualTo("redis-2");
  }

  @Test
  void copiesThatCannotBeComparedNeedAName() {
    var rest = A.set(3).record(4, 0).allRestarted().without(0).acceptDataLoss(4);
    assertThat(rest.winner()).isEqualTo("DivergedData");
    assertThat(rest.primaryOrdinal(2).winner()).isEqualTo("redis-2");
  }

  @Test
  void emptyDisksServeOnlyWhenTheUserLetsGo() {
    var empty = A.set(2).record(4, 0).member(0, Server::wiped).member(1, Server::wiped);
    assertThat(reason(empty.decide())).isEqualTo("AllDisksEmpty");
    assertThat(empty.acceptDataLoss(4).decide()).isInstanceOf(Promote.class);
  }

  @Test
  void withoutAnyMemberThereIsNobodyToChoose() {
    assertThat(reason(A.set(1).record(4, 0).running().member(0, Server::silent).decide()))
        .isEqualTo("AwaitingMembers");
  }

  /** Story C4: a primary that hangs and wakes up goes on with who still follows it. */
  @Test
  void offsetsCountFromWhenEverybodyIsHeld() {
    var set = A.set(3).record(4, 0).running().member(0, m -> m.silent(Silence.UNRESPONSIVE));
    set.member(1, m -> m.lastIo(9)).member(2, m -> m.lastIo(9).at("history", 900));
    assertThat(set.winner()).isEqualTo("redis-1");
    var before = set.seen();
    set.member(2, m -> m.heldByOperator().linkDown(0).at("history", 1100));
    assertThat(winner(before.asked(answers(set)))).isEqualTo("redis-2");
  }

  private static Map<String, RedisState> answers(A set) {
    var answers = new HashMap<String, RedisState>();
    set.seen().members().forEach(m -> m.redis().ifPresent(r -> answers.put(m.pod(), r)));
    return answers;
  }

  private static String winner(Topology t) {
    return ((Election.Elected) Election.elect(t)).member().pod();
  }

  /** A link that was cut without a word is up until repl-timeout. */
  @Test
  void aReplicaThatHeardLongAgoIsBehind() {
    var set = A.set(3).record(4, 0).primaryLost(20).without(0);
    set.member(1, m -> m.follows(0).lastIo(50).at("history", 900));
    assertThat(set.winner()).isEqualTo("redis-2");
    var before = set.seen();
    set.member(1, m -> m.heldByOperator().linkDown(0));
    assertThat(winner(before.asked(answers(set)))).isEqualTo("redis-2");
  }

  @Test
  void aLinkThatBrokeAfterTheLossProvesNothingNewer() {
    var set = A.set(3).record(4, 0).primaryLost(20).without(0);
    set.member(1, m -> m.linkDown(0).at("history", 900));
    assertThat(set.winner()).isEqualTo("redis-2");
  }
}
