package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Specs;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.redis.Observation;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a decision does to Redis. */
class ActorTest {
  private static final Marker MARKER = new Marker(A.CLUSTER, 4, 0, "pv-0");

  private final FakeRedis redis = new FakeRedis();
  private final RedisReplication rr = Specs.full();
  private final Topology topology = A.set(3).record(4, 0).running().seen();

  @BeforeEach
  void pods() {
    redis.member("redis-0").withData(A.CLUSTER, 3, 0).master();
    redis.member("redis-1").following("redis-0");
    redis.member("redis-2").following("redis-0");
  }

  private Member member(int ordinal) {
    return topology.members().get(ordinal);
  }

  private List<String> act(Decision decision, Topology seen, Duration later) {
    var addresses = new LinkedHashMap<String, Address>();
    seen.members().forEach(m -> addresses.put(m.pod(), redis.address(m.pod())));
    var clock = Clock.fixed(A.NOW.plus(later), ZoneOffset.UTC);
    var guard = new Guard(null, clock);
    var labels = new RoleLabels(new Pods(null), guard);
    var changes = new Changes(null, null);
    var steps = new Steps(Optional.empty());
    var promotion = new Promotion(redis, null, guard, labels, changes, steps, clock);
    var actor = new Actor(redis, guard, labels, promotion, null, null, changes, steps);
    var everything =
        new Seen(
            A.NOW,
            seen,
            List.of(),
            List.of(),
            Optional.empty(),
            addresses,
            new Observation(Map.of(), Map.of()),
            Since.nothing(),
            Optional.empty());
    actor.carryOut(decision, rr, everything);
    return redis.acts();
  }

  private List<String> act(Decision decision) {
    return act(decision, topology, Duration.ZERO);
  }

  @Test
  void aRivalIsHeldAndItsClientsAreCutOff() {
    assertThat(act(new Decision.Hold(List.of(member(1)), "rival")))
        .containsExactly("hold redis-1", "kill clients of redis-1");
    assertThat(redis.member("redis-0").write("key")).isTrue();
  }

  @Test
  void whoIsAstrayFollowsAndTakesTheDirectivesOfItsRole() {
    assertThat(act(new Decision.Repoint(List.of(member(2)), member(0))))
        .containsExactly("follow redis-2 redis-0.redis-headless.test.svc", "configure redis-2");
    assertThat(redis.member("redis-2").config()).containsEntry("maxmemory-policy", "allkeys-lru");
  }

  @Test
  void aFormerPrimaryIsShutDown() {
    assertThat(act(new Decision.Restart(List.of(member(1))))).containsExactly("shut down redis-1");
  }

  @Test
  void theFenceIsSet() {
    assertThat(act(new Decision.Fence(member(0), 2))).containsExactly("configure redis-0");
    assertThat(redis.member("redis-0").config()).containsEntry("min-replicas-to-write", "2");
  }

  @Test
  void aFenceThatRedisRefusesIsAFailure() {
    redis.unknown("min-replicas-to-write");
    assertThatThrownBy(() -> act(new Decision.Fence(member(0), 2)))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-0: min-replicas-to-write was refused");
  }

  @Test
  void aMarkIsOnDiskWithAnAppendOnlyFile() {
    assertThat(act(new Decision.Mark(member(0), MARKER))).containsExactly("mark redis-0 epoch 4");
  }

  @Test
  void withoutOneItIsDumped() {
    var dumps = A.set(3).record(4, 0).running().member(0, s -> s.aof = false).seen();
    var mark = new Decision.Mark(dumps.members().get(0), MARKER);
    assertThat(act(mark, dumps, Duration.ZERO))
        .containsExactly("mark redis-0 epoch 4", "save redis-0");
  }

  @Test
  void aCacheIsNotDumped() {
    var cache = A.set(3).ephemeral().record(4, 0).running().member(0, s -> s.aof = false).seen();
    var mark = new Decision.Mark(cache.members().get(0), MARKER);
    assertThat(act(mark, cache, Duration.ZERO)).containsExactly("mark redis-0 epoch 4");
  }

  /** C8: an operator that slept is no longer the leader. */
  @Test
  void c8WhatWasSeenTooLongAgoIsNotActedOn() {
    var repoint = new Decision.Repoint(List.of(member(2)), member(0));
    assertThatThrownBy(() -> act(repoint, topology, Duration.ofSeconds(11)))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("too old to act on");
    assertThat(redis.acts()).isEmpty();
  }
}
