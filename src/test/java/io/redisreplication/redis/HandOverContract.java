package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** redis-0 hands over to redis-1, and something happens. */
interface HandOverContract extends TwoMembers {
  Duration LIMIT = Duration.ofSeconds(2);

  private void replicate() {
    redis().promote(zero(), RedisContract.FIRST, 0);
    redis().follow(one(), zero().host(), zero().port());
    awaitState(one(), RedisState::linkUp);
    write(zero());
  }

  private void handOver() {
    redis().handOver(zero(), one(), LIMIT);
  }

  @Test
  default void theTargetIsPrimaryAndTheFormerOneFollowsIt() {
    replicate();
    var replid = look(zero()).replid();
    handOver();
    assertThat(look(one()).master()).isTrue();
    assertThat(look(one()).connectedReplicas()).isEqualTo(1);
    assertThat(look(one()).replid2()).isEqualTo(replid);
    assertThat(look(one()).markers()).containsExactly(RedisContract.FIRST);
    awaitState(zero(), s -> s.follows(one().host()) && s.linkUp() && !s.handingOver());
    assertThat(writable(one())).isTrue();
    assertThat(writable(zero())).isFalse();
  }

  @Test
  default void theTargetTakesWritesWithOneReplica() {
    replicate();
    redis().configure(one(), Map.of("min-replicas-to-write", "2"));
    handOver();
    assertThat(look(one()).minReplicas()).isEqualTo(1);
    assertThat(writable(one())).isTrue();
  }

  @Test
  default void thereAndBack() {
    replicate();
    handOver();
    awaitState(zero(), RedisState::linkUp);
    redis().handOver(one(), zero(), LIMIT);
    assertThat(look(zero()).master()).isTrue();
    awaitState(one(), RedisState::linkUp);
    assertThat(writable(zero())).isTrue();
  }

  @Test
  default void whoDoesNotFollowIsNoTarget() {
    redis().promote(zero(), RedisContract.FIRST, 0);
    redis().hold(one());
    assertThatThrownBy(this::handOver)
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-0: FAILOVER");
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isTrue();
  }

  @Test
  default void aReplicaHasNothingToHandOver() {
    replicate();
    assertThatThrownBy(() -> redis().handOver(one(), zero(), LIMIT))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-1: is no master");
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isTrue();
  }

  @Test
  default void aDeadTargetCostsNoWrite() {
    replicate();
    crash(one());
    assertThatThrownBy(this::handOver)
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-1: connection refused");
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isTrue();
  }

  @Test
  default void aHungTargetCostsNoWrite() {
    replicate();
    hang(one());
    assertThatThrownBy(this::handOver)
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-1: connected, but timed out");
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isTrue();
    goOn(one());
    awaitState(one(), s -> s.linkUp() && !s.master());
  }

  @Test
  default void anOperatorThatDiesLeavesTheHandOverToRedis() {
    replicate();
    beginHandOver(zero(), one());
    awaitState(one(), RedisState::master);
    awaitState(zero(), s -> s.linkUp() && !s.handingOver());
    assertThat(writable(one())).isTrue();
  }

  @Test
  default void anOperatorThatDiesBesideAHungTargetLeavesAPrimary() {
    replicate();
    hang(one());
    beginHandOver(zero(), one());
    assertThat(look(zero()).handingOver()).isTrue();
    assertThat(writable(zero())).isFalse();
    awaitState(zero(), s -> s.master() && !s.handingOver());
    awaitWritable(zero());
    goOn(one());
    awaitState(one(), s -> s.linkUp() && !s.master());
  }

  @Test
  default void whatAnotherOperatorBeganIsEnded() {
    replicate();
    hang(one());
    beginHandOver(zero(), one());
    redis().abortFailover(zero());
    assertThat(look(zero()).handingOver()).isFalse();
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isFalse();
    awaitWritable(zero());
  }

  @Test
  default void nothingToEndIsNoFailure() {
    replicate();
    redis().abortFailover(zero());
    redis().abortFailover(one());
    assertThat(look(zero()).master()).isTrue();
    awaitWritable(zero());
  }

  @Test
  default void whoHangsOrIsDeadDoesNotAnswer() {
    assertThat(redis().answers(zero())).isTrue();
    hang(zero());
    assertThat(redis().answers(zero())).isFalse();
    goOn(zero());
    await().until(() -> redis().answers(zero()));
    crash(zero());
    assertThat(redis().answers(zero())).isFalse();
    assertThat(redis().observe(List.of(zero())).silent()).containsOnlyKeys("redis-0");
  }
}
