package io.redisreplication.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Given;
import io.redisreplication.status.PrimaryChange;
import io.redisreplication.status.PrimaryChange.Kind;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Changes of primary are counted once, with the times they took. */
class ChangeMetricsTest {
  private static final ResourceID ID = new ResourceID("redis", "test");
  private static final RedisReplicationStatus RUNNING = Given.running().status();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ChangeMetrics metrics = new ChangeMetrics(registry);

  private static RedisReplicationStatus changed(Kind kind) {
    var change =
        new PrimaryChange(
            kind,
            5,
            Optional.of("redis-0"),
            "redis-1",
            "why",
            A.NOW.minusMillis(400),
            A.NOW.minusMillis(280),
            OptionalLong.empty());
    return Given.set(A.set(3).record(5, 1).running()).change(change).after(RUNNING).status();
  }

  private double count(String name, String key, String value) {
    return registry.get(name).tag("name", "redis").tag(key, value).counter().count();
  }

  private double millis(String name, String kind) {
    return registry.get(name).tag("kind", kind).timer().totalTime(TimeUnit.MILLISECONDS);
  }

  @Test
  void aSteadySetCountsFromZero() {
    metrics.between(ID, RUNNING, RUNNING);
    assertThat(count(ChangeMetrics.FAILOVERS, "kind", "Failover")).isZero();
    assertThat(count(ChangeMetrics.SWITCHOVERS, "result", "done")).isZero();
  }

  @Test
  void aFailover() {
    var now = changed(Kind.Failover);
    metrics.between(ID, RUNNING, now);
    metrics.between(ID, now, now);
    assertThat(count(ChangeMetrics.FAILOVERS, "kind", "Failover")).isEqualTo(1);
    assertThat(millis(ChangeMetrics.PROMOTION, "Failover")).isEqualTo(120);
    assertThat(millis(ChangeMetrics.OUTAGE, "Failover")).isEqualTo(400);
  }

  @Test
  void switchovers() {
    metrics.between(ID, RUNNING, changed(Kind.Switchover));
    metrics.switchoverFailed(ID);
    assertThat(count(ChangeMetrics.SWITCHOVERS, "result", "done")).isEqualTo(1);
    assertThat(count(ChangeMetrics.SWITCHOVERS, "result", "failed")).isEqualTo(1);
    assertThat(count(ChangeMetrics.FAILOVERS, "kind", "Failover")).isZero();
    assertThat(millis(ChangeMetrics.PROMOTION, "Switchover")).isEqualTo(120);
    assertThat(registry.find(ChangeMetrics.OUTAGE).timers()).isEmpty();
  }

  @Test
  void aRefusalCountsOnce() {
    var refused =
        Given.set(A.set(3).record(4, 0).primaryLost(5))
            .decision(new Decision.Wait("AwaitingDisks", "bring it back", Optional.empty()))
            .after(RUNNING)
            .status();
    metrics.between(ID, RUNNING, refused);
    metrics.between(ID, refused, refused);
    assertThat(count(ChangeMetrics.REFUSALS, "reason", "AwaitingDisks")).isEqualTo(1);
  }

  @Test
  void seriesEndWithTheResource() {
    metrics.between(ID, RUNNING, changed(Kind.Failover));
    metrics.between(new ResourceID("other", "test"), RUNNING, RUNNING);
    metrics.forget(ID);
    assertThat(registry.find(ChangeMetrics.PROMOTION).timers()).isEmpty();
    assertThat(registry.getMeters())
        .allSatisfy(m -> assertThat(m.getId().getTag("name")).isEqualTo("other"));
  }
}
