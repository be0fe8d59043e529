package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Silence;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every implementation of the port does. */
interface RedisContract extends TwoMembers {
  Marker FIRST = new Marker("6f9a", 1, 0, "pvc-1");
  Marker SECOND = new Marker("6f9a", 2, 0, "-");

  @Test
  default void aNewServerIsAnEmptyMaster() {
    var state = look(zero());
    assertThat(state.master()).isTrue();
    assertThat(state.empty()).isTrue();
    assertThat(state.loading()).isFalse();
    assertThat(state.markers()).isEmpty();
    assertThat(state.runId()).isNotEmpty().isNotEqualTo(look(one()).runId());
    assertThat(state.linkDownSeconds()).isEqualTo(-1);
  }

  @Test
  default void dataIsSeen() {
    write(zero());
    assertThat(look(zero()).empty()).isFalse();
  }

  @Test
  default void aHeldMemberKeepsItsDataAndServesNobody() {
    write(zero());
    redis().hold(zero());
    redis().hold(zero());
    var state = look(zero());
    assertThat(state.held()).isTrue();
    assertThat(state.empty()).isFalse();
    assertThat(state.linkUp()).isFalse();
    redis().follow(one(), zero().host(), zero().port());
    assertThat(look(one()).follows(zero().host())).isTrue();
    assertThat(look(one()).linkUp()).isFalse();
  }

  @Test
  default void aPrimaryIsSaved() {
    redis().save(zero());
    assertThat(look(zero()).master()).isTrue();
  }

  @Test
  default void shutDownEndsTheProcess() {
    redis().hold(zero());
    assertThat(look(zero()).heldByOperator()).isTrue();
    redis().shutDown(zero());
    await().atMost(LONG).until(() -> redis().observe(List.of(zero())).reached().isEmpty());
  }

  @Test
  default void aFollowerIsFilledAndShowsTheMarker() {
    redis().hold(zero());
    redis().hold(one());
    redis().promote(zero(), FIRST, 0);
    write(zero());
    redis().follow(one(), zero().host(), zero().port());
    awaitState(one(), RedisState::linkUp);
    var replica = look(one());
    assertThat(replica.markers()).containsExactly(FIRST);
    assertThat(replica.empty()).isFalse();
    assertThat(replica.lastIoSeconds()).isBetween(0, 2);
    assertThat(replica.replid()).isEqualTo(look(zero()).replid());
    awaitState(one(), state -> state.offset() >= look(zero()).offset());
    assertThat(look(zero()).connectedReplicas()).isEqualTo(1);
  }

  @Test
  default void theMarkerIsLoadedThoughNoReplicaIsThere() {
    redis().hold(zero());
    redis().promote(zero(), FIRST, 1);
    var state = look(zero());
    assertThat(state.master()).isTrue();
    assertThat(state.markers()).containsExactly(FIRST);
    assertThat(state.minReplicas()).isEqualTo(1);
    assertThat(state.empty()).isTrue();
  }

  @Test
  default void anEpochHasOneMarker() {
    redis().promote(zero(), FIRST, 0);
    redis().promote(zero(), FIRST, 0);
    var other = new Marker("6f9a", 1, 2, "pvc-9");
    assertThatThrownBy(() -> redis().promote(zero(), other, 0))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("already exists")
        .hasMessageContaining("redis-0");
    assertThat(look(zero()).markers()).containsExactly(FIRST);
  }

  @Test
  default void aReplicaTakesNoMarkerAndGetsItsMinReplicasBack() {
    redis().hold(zero());
    assertThatThrownBy(() -> redis().mark(zero(), FIRST, 1))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("READONLY");
    assertThat(look(zero()).minReplicas()).isEqualTo(1);
    assertThat(look(zero()).markers()).isEmpty();
  }

  @Test
  default void oldMarkersAreTakenAway() {
    redis().promote(zero(), FIRST, 0);
    redis().mark(zero(), SECOND, 0);
    assertThat(look(zero()).markers()).containsExactlyInAnyOrder(FIRST, SECOND);
    redis().unmark(zero(), List.of(FIRST));
    redis().unmark(zero(), List.of(FIRST));
    assertThat(look(zero()).markers()).containsExactly(SECOND);
  }

  @Test
  default void refusedDirectivesAreNamed() {
    var refused =
        redis().configure(zero(), Map.of("min-replicas-to-write", "2", "no-such-directive", "x"));
    assertThat(refused).containsOnlyKeys("no-such-directive");
    assertThat(refused.get("no-such-directive")).contains("Unknown option");
    assertThat(look(zero()).minReplicas()).isEqualTo(2);
  }

  @Test
  default void aMasterThatDiesLeavesItsReplicaWithALinkDown() {
    redis().promote(zero(), FIRST, 0);
    redis().follow(one(), zero().host(), zero().port());
    awaitState(one(), RedisState::linkUp);
    crash(zero());
    awaitState(one(), state -> !state.linkUp() && state.linkDownSeconds() >= 0);
    redis().hold(one());
    var held = look(one());
    assertThat(held.linkDownSeconds()).isNotNegative();
    assertThat(held.markers()).containsExactly(FIRST);
  }

  @Test
  default void aDeadServerIsSilentAndItsLossIsToldOnce() throws InterruptedException {
    var lost = new CopyOnWriteArrayList<Address>();
    redis().onConnectionLost(lost::add);
    look(zero());
    crash(zero());
    await().until(() -> lost.equals(List.of(zero())));
    var seen = redis().observe(List.of(zero(), one()));
    assertThat(seen.silent()).containsOnlyKeys("redis-0");
    assertThat(seen.silent())
        .containsEntry("redis-0", new NoAnswer(Silence.NOT_RUNNING, "connection refused"));
    assertThat(seen.reached()).containsOnlyKeys("redis-1");
    assertThatThrownBy(() -> redis().hold(zero()))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("connection refused");
    assertThat(lost).hasSize(1);
  }

  @Test
  default void forgettingIsNoLoss() {
    var lost = new CopyOnWriteArrayList<Address>();
    redis().onConnectionLost(lost::add);
    look(zero());
    redis().forget(zero().namespace(), zero().resource());
    look(zero());
    assertThat(lost).isEmpty();
  }
}
