package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member becomes primary by these steps in this order, whatever comes in between. */
class PromotionTest {
  private static final String[] STEPS = {
    "role redis-0 none", "hold redis-1", "hold redis-2", "record epoch 5 primary 1 served 4",
  };

  private Operated set = new Operated();

  PromotionTest() throws IOException {}

  @AfterEach
  void close() {
    set.close();
  }

  private void with(String... spec) throws IOException {
    set.close();
    set = new Operated(spec);
  }

  /** And it is known to be dead. */
  private void loseThePrimary() {
    set.member(0).crash();
    set.pass();
    set.later(2);
  }

  private void assertDone(int steps) {
    assertThat(set.acts()).containsExactly(Arrays.copyOf(STEPS, steps));
    assertThat(set.masters()).isEmpty();
  }

  @Test
  void theServiceIsClosedAllAreHeldItIsRecordedAndThenOneIsPromoted() {
    loseThePrimary();
    assertThat(set.pass()).isInstanceOf(Promote.class);
    assertThat(set.acts()).startsWith(STEPS);
    assertThat(set.acts().subList(STEPS.length, set.acts().size()))
        .containsExactly("promote redis-1 epoch 5", "configure redis-1");
  }

  @Test
  void nobodyIsHeldWhileTheServiceIsOpen() {
    loseThePrimary();
    set.api.refuse("PATCH /api/v1/namespaces/test/pods/redis-0");
    assertThatThrownBy(set::pass).isInstanceOf(KubernetesClientException.class);
    assertDone(0);
  }

  @Test
  void clientsOfAFormerPrimaryAreCutOff() {
    set.member(0).following("redis-1");
    set.pass();
    assertThat(set.acts())
        .containsSubsequence(
            "role redis-0 none",
            "hold redis-0",
            "kill clients of redis-0",
            "record epoch 5 primary 0 served 4",
            "promote redis-0 epoch 5");
  }

  @Test
  void aRecordThatAnotherOperatorWroteStays() {
    loseThePrimary();
    set.recordIsWrittenByAnother();
    assertThatThrownBy(set::pass)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertDone(3);
  }

  @Test
  void aRecordThatHasChangedSinceTheLookStays() {
    loseThePrimary();
    var seen = set.look();
    set.recordBecomes(9, 2);
    assertThatThrownBy(() -> set.operator().promotion().promote(set.rr(), seen))
        .hasMessageContaining("the record has changed");
    assertDone(3);
    assertThat(set.record().epoch()).isEqualTo(9);
  }

  // ---- an operator that slept is no longer the leader

  @Test
  void whatWasSeenTooLongAgoIsNotActedOn() {
    loseThePrimary();
    var seen = set.look();
    set.later(11);
    assertThatThrownBy(() -> set.operator().promotion().promote(set.rr(), seen))
        .isInstanceOf(RedisFailure.class);
    assertDone(0);
  }

  private void sleepsAfter(String step) {
    set.startOperatorThat(() -> set.later(11), step);
    loseThePrimary();
    assertThatThrownBy(set::pass)
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("too old to act on");
  }

  @Test
  void norAfterASleepOverAnOpenService() {
    sleepsAfter("withdrawn");
    assertDone(1);
  }

  @Test
  void norAfterASleepOverMembersThatAreHeld() {
    sleepsAfter("held");
    assertDone(3);
  }

  @Test
  void norAfterASleepOverARecord() {
    sleepsAfter("recorded");
    assertDone(4);
  }

  // ---- what was decided must still be so

  /** What was on its way from a primary that hung for a while. */
  @Test
  void theOffsetsThatCountAreThoseOfMembersThatAreHeld() {
    set.startOperatorThat(() -> set.member(2).at(Operated.HISTORY, 2000), "withdrawn");
    loseThePrimary();
    set.pass();
    assertThat(set.acts()).contains("promote redis-2 epoch 5");
  }

  private void whileTheyAreHeld(Runnable happens) {
    set.startOperatorThat(happens, "held");
    loseThePrimary();
    set.pass();
    assertThat(set.acts()).containsExactly(Arrays.copyOf(STEPS, 3));
  }

  @Test
  void oneThatSomebodyMadeMasterMeanwhileIsNotOverlooked() {
    whileTheyAreHeld(() -> set.member(2).master());
  }

  @Test
  void oneThatIsReleasedMeanwhileMovesOn() {
    whileTheyAreHeld(() -> set.member(2).following("redis-1"));
  }

  @Test
  void oneThatFallsSilentMeanwhileIsAwaited() {
    whileTheyAreHeld(() -> set.member(2).hang());
    assertThat(set.pass())
        .isInstanceOfSatisfying(
            Wait.class, w -> assertThat(w.reason()).isEqualTo("IncompleteSurvey"));
  }

  // ---- afterwards

  @Test
  void withoutAnAppendOnlyFileItIsDumped() {
    for (int i = 0; i < 3; i++) {
      set.member(i).aof(false);
    }
    loseThePrimary();
    set.pass();
    assertThat(set.acts()).endsWith("promote redis-1 epoch 5", "configure redis-1", "save redis-1");
  }

  @Test
  void aPrimaryThatFailedWhereItBelongsComesBackLater() throws IOException {
    with("primaryOrdinal: 0");
    loseThePrimary();
    set.pass();
    assertThat(set.look().since().failback()).isEqualTo(Duration.ofSeconds(120));
  }

  @Test
  void oneThatFailedElsewhereChangesNothing() throws IOException {
    with("primaryOrdinal: 2");
    loseThePrimary();
    set.pass();
    assertThat(set.look().since().failback()).isEqualTo(Duration.ofSeconds(60));
  }
}
