package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredTopology;
import io.redisreplication.desired.Labels;
import io.redisreplication.redis.FakeMember;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.TopologyRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A set of three in memory, redis-0 the primary of epoch 4, and the acting half of an operator for
 * it. One list has what was done to Redis and to the API server, in order.
 */
final class Operated implements AutoCloseable {
  /** The process ended where a test wanted it to. */
  static final class Halted extends RuntimeException {}

  /** Of the primary and so of all. */
  static final String HISTORY = "history";

  final FakeRedis redis = new FakeRedis();
  final FakeApi api;
  private final FakeCache<Pod> pods;
  private final FakeCache<ConfigMap> records;
  private final RedisReplication applied;
  private Optional<StatefulSet> set;
  private Instant now = A.NOW;

  private ActingOperator operator;

  Operated(String... spec) throws IOException {
    api = new FakeApi((request, body) -> ApiWords.of(request, body).ifPresent(acts()::add));
    applied = api.put(SetObjects.resource(spec));
    pods = new FakeCache<>(Pod.class, api.client());
    records = new FakeCache<>(ConfigMap.class, api.client());
    records.put(api.put(DesiredTopology.of(applied, record(4, 0, 4))));
    set = Optional.of(api.put(SetObjects.statefulSet(applied)));
    for (int i = 0; i < 3; i++) {
      pod(i, "u" + i);
    }
    member(0).withData(A.CLUSTER, 4, 0).at(HISTORY, 1000).master();
    member(1).following("redis-0");
    member(2).following("redis-0");
    startOperator();
    settle();
    acts().clear();
  }

  static TopologyRecord record(int epoch, int primary, int served) {
    return new TopologyRecord(A.CLUSTER, epoch, OptionalInt.of(primary), served);
  }

  /** A new process, which remembers nothing. */
  void startOperator() {
    startOperator(new Steps(Optional.empty()), Duration.ZERO);
  }

  /** It does that right after a step. */
  void startOperatorThat(Runnable does, String afterStep) {
    startOperator(new Steps(Optional.of(afterStep), does), Duration.ZERO);
  }

  /** It halts right after a step. */
  void startOperatorThatDiesAfter(String step) {
    startOperatorThat(
        () -> {
          throw new Halted();
        },
        step);
  }

  void startOperator(Steps steps, Duration proxies) {
    var clock = new MovingClock(() -> now);
    operator = ActingOperator.of(redis, api.client(), pods, records, clock, steps, proxies);
  }

  ActingOperator operator() {
    return operator;
  }

  // ---- what happens

  void later(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      redis.tick();
    }
  }

  FakeMember member(int ordinal) {
    return redis.member("redis-" + ordinal);
  }

  RedisReplication rr() {
    return api.get(RedisReplication.class, "redis").orElse(applied);
  }

  void annotate(String key, String value) {
    annotate(Map.of(key, value));
  }

  void annotate(Map<String, String> annotations) {
    var rr = rr();
    rr.getMetadata().setAnnotations(annotations);
    api.put(rr);
  }

  TopologyRecord record() {
    return DesiredTopology.parse(api.get(ConfigMap.class, "redis-topology").orElseThrow());
  }

  /** Somebody else writes the record, and no informer has told of it yet. */
  void recordIsWrittenByAnother() {
    api.put(api.get(ConfigMap.class, "redis-topology").orElseThrow());
  }

  /** Another spec. */
  void apply(String... spec) {
    api.put(SetObjects.resource(spec));
  }

  /** Somebody else writes the record, and the informer has told of it. */
  void recordBecomes(int epoch, int primary) {
    records.put(api.put(DesiredTopology.of(applied, record(epoch, primary, 4))));
  }

  void set(UnaryOperator<StatefulSetBuilder> change) {
    set = set.map(s -> api.put(change.apply(new StatefulSetBuilder(s)).build()));
  }

  void pod(int ordinal, UnaryOperator<PodBuilder> change) {
    var before = api.get(Pod.class, "redis-" + ordinal).orElseThrow();
    pods.put(api.put(change.apply(new PodBuilder(before)).build()));
  }

  /** A new pod of that name. */
  void pod(int ordinal, String uid) {
    pods.put(api.put(SetObjects.pod(ordinal, uid)));
  }

  void podIsGone(int ordinal) {
    member(ordinal).crash();
    pods.remove("redis-" + ordinal);
    api.remove(Pod.class, "redis-" + ordinal);
  }

  // ---- what the operator does

  Seen look() {
    var cached = new ArrayList<HasMetadata>(pods.all());
    set.ifPresent(cached::add);
    var record = DesiredTopology.parse(records.all().get(0));
    return operator.observer().look(rr(), record, Contexts.of(cached));
  }

  Decision decide(Seen seen) {
    return FailoverPolicy.decide(seen.topology(), seen.since(), now);
  }

  /** Look, decide, act. */
  Decision pass() {
    var seen = look();
    var decision = decide(seen);
    if (!operator.actor().carryOut(decision, rr(), seen)) {
      operator.actor().label(rr(), seen);
    }
    operator.requests().settle(rr(), seen);
    return decision;
  }

  /** Passes until one has nothing to do, a second after each that waits; returns the seconds. */
  int settle() {
    var start = now;
    for (int i = 0; i < 100; i++) {
      var before = acts().size();
      var decision = pass();
      if (decision instanceof Decision.Wait) {
        later(1);
      } else if (acts().size() == before) {
        return (int) Duration.between(start, now).toSeconds();
      }
    }
    throw new AssertionError("it does not settle: " + acts());
  }

  // ---- what came of it

  /** E.g. {@code "role redis-0 none"}, {@code "record epoch 5 primary 1 served 4"}. */
  List<String> acts() {
    return redis.acts();
  }

  List<String> masters() {
    var masters = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      var address = redis.address("redis-" + i);
      redis.observe(List.of(address)).reached().values().stream()
          .filter(state -> state.master())
          .forEach(state -> masters.add(address.pod()));
    }
    return masters;
  }

  String role(int ordinal) {
    return api.get(Pod.class, "redis-" + ordinal).flatMap(RoleLabels::role).orElse("none");
  }

  void assertServes(String pod) {
    assertThat(masters()).containsExactly(pod);
    for (int i = 0; i < 3; i++) {
      var primary = pod.equals("redis-" + i);
      assertThat(role(i).equals(Labels.PRIMARY)).as("redis-%d has the role", i).isEqualTo(primary);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
