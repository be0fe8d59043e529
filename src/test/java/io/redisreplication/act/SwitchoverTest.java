package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision.SwitchOver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A healthy primary hands over: recorded first, led to next, and taken back when it fails. */
class SwitchoverTest {
  private static final String HAND_OVER = "hand over redis-0 to redis-2";

  private Operated set = new Operated();

  SwitchoverTest() throws IOException {}

  @AfterEach
  void close() {
    set.close();
  }

  private void ask(String pod) {
    set.annotate(Requests.SWITCHOVER_TO, pod);
  }

  @Test
  void itIsRecordedNewConnectionsAreLedThereAndThenItIsHandedOver() {
    ask("redis-2");
    assertThat(set.pass()).isInstanceOf(SwitchOver.class);
    assertThat(set.acts())
        .containsExactly(
            "record epoch 5 primary 2 served 4",
            "role redis-0 none",
            "role redis-2 primary",
            HAND_OVER,
            "mark redis-2 epoch 5",
            "configure redis-2",
            "configure redis-0");
    set.settle();
    set.assertServes("redis-2");
    assertThat(set.record()).isEqualTo(Operated.record(5, 2, 5));
  }

  @Test
  void aRecordThatAnotherOperatorWroteStays() {
    ask("redis-2");
    set.recordIsWrittenByAnother();
    assertThatThrownBy(set::pass)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(set.acts()).isEmpty();
    set.assertServes("redis-0");
  }

  @Test
  void whatWasSeenTooLongAgoIsNotActedOn() {
    ask("redis-2");
    var seen = set.look();
    var decision = set.decide(seen);
    set.later(11);
    assertThatThrownBy(() -> set.operator().actor().carryOut(decision, set.rr(), seen))
        .isInstanceOf(RedisFailure.class);
    assertThat(set.acts()).isEmpty();
  }

  /** Another operator has taken the old primary back meanwhile. */
  @ParameterizedTest
  @ValueSource(strings = {"recorded", "routed"})
  void norAfterASleep(String step) {
    set.startOperatorThat(() -> set.later(11), step);
    ask("redis-2");
    assertThatThrownBy(set::pass)
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("too old to act on");
    assertThat(set.acts()).doesNotContain(HAND_OVER);
    assertThat(set.masters()).containsExactly("redis-0");
  }

  @Test
  void theNewPrimaryCountsOnTheFormerOneOnly() throws IOException {
    set.close();
    set = new Operated("durability: {minReplicasToWrite: 2}");
    ask("redis-2");
    set.pass();
    var to = set.redis.address("redis-2");
    assertThat(set.redis.observe(List.of(to)).reached().get("redis-2").minReplicas()).isEqualTo(1);
  }

  @Test
  void withoutAnAppendOnlyFileItIsDumped() {
    set.member(2).aof(false);
    ask("redis-2");
    set.pass();
    assertThat(set.acts()).containsSubsequence("mark redis-2 epoch 5", "save redis-2");
  }

  // ---- it fails

  @Test
  void thePrimaryIsTakenBack() {
    set.member(2).neverTakesOver();
    ask("redis-2");
    set.pass();
    assertThat(set.acts())
        .containsExactly(
            "record epoch 5 primary 2 served 4",
            "role redis-0 none",
            "role redis-2 primary",
            HAND_OVER,
            "role redis-2 none",
            "event SwitchoverFailed: redis-2 did not take over from redis-0 (asked for by"
                + " annotation), which stays the primary: redis-2: did not take over within 1000 ms");
    set.settle();
    set.assertServes("redis-0");
    assertThat(set.record()).isEqualTo(Operated.record(6, 0, 6));
    assertThat(set.acts())
        .containsOnlyOnce(HAND_OVER)
        .contains(
            "remove redisreplication.io/switchover-to",
            "event SwitchoverRefused: the request for redis-2 is over; annotate again to try again");
  }

  @Test
  void itIsNotTriedAgainForTenSeconds() {
    set.member(2).neverTakesOver();
    ask("redis-2");
    set.settle();
    ask("redis-2");
    set.settle();
    assertThat(set.acts()).containsOnlyOnce(HAND_OVER);
    set.later(10);
    ask("redis-2");
    set.settle();
    assertThat(set.acts()).filteredOn(HAND_OVER::equals).hasSize(2);
  }

  @Test
  void aTargetThatDiesBeforeLeavesThePrimary() {
    set.startOperatorThat(() -> set.member(2).crash(), "routed");
    ask("redis-2");
    set.settle();
    set.assertServes("redis-0");
    assertThat(set.record()).isEqualTo(Operated.record(6, 0, 6));
    assertThat(set.member(0).write("after")).isTrue();
  }

  @Test
  void aPrimaryThatDiesBeforeIsReplacedAtOnce() {
    set.member(0).write("before");
    set.startOperatorThat(() -> set.podIsGone(0), "routed");
    ask("redis-2");
    assertThat(set.settle()).as("seconds").isLessThan(5);
    assertThat(set.masters()).hasSize(1);
    assertThat(set.member(1).keys()).contains("before");
    assertThat(set.member(2).keys()).contains("before");
  }

  // ---- proxies

  private Duration handOverWhileProxiesTake(Duration time, Runnable afterRouted) {
    set.startOperator(new Steps(Optional.of("routed"), afterRouted), time);
    ask("redis-2");
    var start = System.nanoTime();
    set.pass();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void theyHaveTheirTime() {
    var time = Duration.ofMillis(200);
    assertThat(handOverWhileProxiesTake(time, () -> {})).isGreaterThanOrEqualTo(time);
    assertThat(set.masters()).containsExactly("redis-2");
  }

  @Test
  void aPrimaryThatHasGoneIsNotWaitedFor() {
    var time = Duration.ofMinutes(1);
    assertThat(handOverWhileProxiesTake(time, () -> set.member(0).crash())).isLessThan(time);
  }

  /** Grace period 0: its process ends now. */
  private void killThePrimary() {
    set.pod(
        0,
        p ->
            p.editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:00Z")
                .withDeletionGracePeriodSeconds(0L)
                .endMetadata());
  }

  @Test
  void norIsOneThatIsKilled() {
    killThePrimary();
    var time = Duration.ofMinutes(1);
    assertThat(handOverWhileProxiesTake(time, () -> {})).isLessThan(time);
    assertThat(set.masters()).containsExactly("redis-1");
  }

  @Test
  void whoTakesOverFromAKilledOneIsGivenUpSooner() {
    killThePrimary();
    set.member(1).neverTakesOver();
    set.pass();
    assertThat(set.acts()).last().asString().endsWith("did not take over within 300 ms");
  }
}
