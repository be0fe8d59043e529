package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Specs;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.TopologyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a pass sees, out of caches and of Redis. */
class ObserverTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final TopologyRecord SERVED = new TopologyRecord("c1", 4, OptionalInt.of(0), 4);

  private final FakeRedis redis = new FakeRedis();
  private final RedisReplication rr = Specs.minimalWith("replicas: 2", "auth: {enabled: false}");
  private final List<HasMetadata> cached = new ArrayList<>();
  private Instant now = START;
  private Observer observer = newObserver();

  private Observer newObserver() {
    return new Observer(redis, new Passwords(null), new MovingClock(() -> now));
  }

  private void pod(String name, String containerStatus) {
    cached.removeIf(o -> o.getMetadata().getName().equals(name));
    cached.add(
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: test, creationTimestamp: "2026-01-01T11:00:00Z"}
            status:
              podIP: 10.0.0.1
              containerStatuses:
              - {name: redis, restartCount: 0, image: redis, imageID: x, ready: true, %s}
            """
                .formatted(name, containerStatus),
            HasMetadata.class));
  }

  private void running() {
    pod("redis-0", "state: {running: {}}");
    pod("redis-1", "state: {running: {}}");
    redis.member("redis-0").withData("c1", 4, 0).master();
    redis.member("redis-1").following("redis-0");
  }

  private Seen look() {
    return observer.look(rr, SERVED, Contexts.of(cached));
  }

  @Test
  void membersInOrderOfTheirOrdinals() {
    running();
    pod("redis-extra-1", "state: {running: {}}");
    var t = look().topology();
    assertThat(t.members()).extracting(Member::pod).containsExactly("redis-0", "redis-1");
    assertThat(t.rightfulPrimary()).map(Member::ordinal).contains(0);
    assertThat(t.inSync(t.members().get(1))).isTrue();
    assertThat(t.missing()).isEmpty();
  }

  /** The address of a pod whose container ended may belong to somebody else. */
  @Test
  void onlyRunningContainersAreAsked() {
    running();
    pod("redis-1", "state: {waiting: {reason: CrashLoopBackOff}}");
    var seen = look();
    assertThat(seen.addresses()).containsOnlyKeys("redis-0");
    assertThat(seen.topology().members().get(1).redis()).isEmpty();
  }

  @Test
  void aPrimaryIsLostSinceItWasFirstMissed() {
    running();
    assertThat(look().since().lost()).isEmpty();
    redis.hold(redis.address("redis-0"));
    assertThat(look().since().lost()).contains(START);
    now = START.plusSeconds(3);
    assertThat(look().since().lost()).contains(START);
    pod("redis-1", "state: {terminated: {exitCode: 1}}");
    assertThat(look().since().lost()).contains(START);
  }

  // ---- since when the primary is lost

  private OptionalLong lost() {
    return look().topology().secondsSinceLoss();
  }

  @Test
  void theFirstLookThatMissesThePrimaryIsItsEnd() {
    running();
    assertThat(lost()).isEmpty();
    redis.member("redis-0").crash();
    now = START.plusSeconds(10);
    assertThat(lost()).hasValue(0);
    now = START.plusSeconds(25);
    assertThat(lost()).hasValue(15);
  }

  @Test
  void anEndThatTheKubeletSawIsNearerToTheTruth() {
    running();
    redis.hold(redis.address("redis-0"));
    pod(
        "redis-0",
        "state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled, finishedAt: \"2026-01-01T11:59:50Z\"}}");
    assertThat(lost()).hasValue(10);
  }

  /** Rebooted: containerd gives the time of the reboot, hours after the end perhaps. */
  @Test
  void anEndThatNobodySawIsUnknown() {
    running();
    redis.hold(redis.address("redis-0"));
    pod(
        "redis-0",
        "state: {running: {}}, lastState: {terminated: {exitCode: 255, reason: Unknown, finishedAt: \"2026-01-01T11:59:50Z\"}}");
    assertThat(lost()).isEmpty();
  }

  @Test
  void aRestartedOperatorDoesNotKnow() {
    running();
    look();
    redis.hold(redis.address("redis-0"));
    now = START.plus(Duration.ofMinutes(5));
    assertThat(lost()).hasValue(0);
    observer = newObserver();
    assertThat(lost()).isEmpty();
  }

  @Test
  void askedAgainAMemberThatIsGoneIsGone() {
    running();
    var seen = look();
    redis.member("redis-1").crash();
    assertThat(observer.lookAgain(seen).members().get(1).redis()).isEmpty();
  }
}
