package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision.Steady;
import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.Decision.Wait;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request by annotation counts once, and whoever made it hears why when it is refused. */
class RequestsTest {
  private static final String NO_SWITCHOVER = "remove redisreplication.io/switchover-to";
  private static final String NO_LOSS = "remove redisreplication.io/accept-data-loss";

  private final Operated set = new Operated();

  RequestsTest() throws IOException {}

  @AfterEach
  void close() {
    set.close();
  }

  private void switchOverTo(String pod) {
    set.annotate(Requests.SWITCHOVER_TO, pod);
  }

  private void acceptLossOf(String epoch) {
    set.annotate(Requests.ACCEPT_DATA_LOSS, epoch);
  }

  // ---- switchover-to

  @ParameterizedTest
  @ValueSource(strings = {"redis-3", "redis-x", "other-1", "1", "redis-99999999999"})
  void aPodThatIsNotInTheSetIsRefused(String pod) {
    switchOverTo(pod);
    assertThat(set.pass()).isInstanceOf(Steady.class);
    assertThat(set.acts())
        .containsExactly(
            NO_SWITCHOVER,
            "event SwitchoverRefused: no pod %s in this set: name one of redis-0 to redis-2"
                .formatted(pod));
  }

  @Test
  void thePrimaryItselfIsNoNews() {
    switchOverTo("redis-0");
    set.pass();
    assertThat(set.acts()).containsExactly(NO_SWITCHOVER);
  }

  @Test
  void oneThatIsNotInSyncYetIsWaitedFor() {
    set.member(2).aofRewriting(true);
    switchOverTo("redis-2");
    assertThat(set.pass()).isInstanceOf(Steady.class);
    assertThat(set.acts()).isEmpty();
    set.member(2).aofRewriting(false);
    assertThat(set.pass()).isInstanceOf(SwitchOver.class);
  }

  @Test
  void itIsTakenAwayWhenItIsDone() {
    switchOverTo("redis-2");
    set.settle();
    assertThat(set.acts()).containsOnlyOnce(NO_SWITCHOVER).noneMatch(a -> a.startsWith("event"));
    assertThat(set.settle()).isZero();
    set.assertServes("redis-2");
  }

  @Test
  void otherAnnotationsStay() {
    set.annotate(Map.of(Requests.SWITCHOVER_TO, "redis-0", "team", "a"));
    set.pass();
    assertThat(set.rr().getMetadata().getAnnotations()).isEqualTo(Map.of("team", "a"));
  }

  // ---- accept-data-loss

  /** The newest data is on a disk that is away; redis-2 has lost its place in the history. */
  private void awaitDisks() {
    set.podIsGone(0);
    set.member(1).wipe();
    set.member(2).restart();
    set.pass();
    set.later(30);
    assertThat(set.pass())
        .isInstanceOfSatisfying(
            Wait.class,
            w -> {
              assertThat(w.reason()).isEqualTo("AwaitingDisks");
              assertThat(w.message()).contains("redisreplication.io/accept-data-loss=4");
            });
    set.acts().clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "5", "yes", "-4", "4.0"})
  void anotherEpochLetsNothingGo(String epoch) {
    awaitDisks();
    acceptLossOf(epoch);
    assertThat(set.pass()).isInstanceOf(Wait.class);
    assertThat(set.acts())
        .containsExactly(
            NO_LOSS,
            "event DataLossRefused: accept-data-loss names epoch %s, the set is at epoch 4: annotate again with 4"
                .formatted(epoch));
    assertThat(set.masters()).isEmpty();
  }

  @Test
  void theEpochOfNowLetsGoOnce() {
    awaitDisks();
    acceptLossOf("4");
    set.settle();
    set.assertServes("redis-2");
    assertThat(set.acts())
        .containsOnlyOnce(NO_LOSS)
        .contains(
            "event DataLossAccepted: the set serves epoch 5; what only missing disks had of epoch 4 was let go");
    assertThat(set.rr().getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void aSetThatServesHasNothingToLetGo() {
    acceptLossOf("4");
    set.pass();
    assertThat(set.acts())
        .containsExactly(
            NO_LOSS, "event DataLossRefused: the set serves, nothing has to be let go");
  }
}
