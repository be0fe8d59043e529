package io.redisreplication.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.redis.Observation;
import io.redisreplication.topology.Disk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Series of each member. */
class MemberMetricsTest {
  private static final ResourceID ID = new ResourceID("redis", "test");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MemberMetrics metrics = new MemberMetrics(registry);
  private final FakeRedis redis = new FakeRedis();

  private void look() {
    metrics.update(
        ID,
        redis.observe(
            List.of(redis.address("redis-0"), redis.address("redis-1"), redis.address("redis-2"))));
  }

  private double value(String name, String pod) {
    return registry.get("redis.replication.member." + name).tag("pod", pod).gauge().value();
  }

  @Test
  void rolesLinksAndLag() {
    redis.member("redis-0").master().at("h", 100);
    redis.member("redis-1").at("h", 40);
    redis.member("redis-2").crash();
    look();
    assertThat(value("up", "redis-0")).isEqualTo(1);
    assertThat(value("up", "redis-2")).isZero();
    assertThat(value("primary", "redis-0")).isEqualTo(1);
    assertThat(value("primary", "redis-1")).isZero();
    assertThat(value("held", "redis-1")).isEqualTo(1);
    assertThat(value("link.up", "redis-1")).isZero();
    assertThat(value("offset", "redis-1")).isEqualTo(40);
    assertThat(value("lag", "redis-1")).isEqualTo(60);
    assertThat(value("io.age", "redis-1")).isEqualTo(-1);
    redis.member("redis-1").following("redis-0");
    look();
    assertThat(value("lag", "redis-1")).isZero();
    assertThat(value("link.up", "redis-1")).isEqualTo(1);
  }

  @Test
  void disks() {
    redis.member("redis-0").master();
    redis.member("redis-1").disk = new Disk(Optional.of("No space left on device"), false, 700, 0);
    look();
    assertThat(value("disk.failing", "redis-0")).isZero();
    assertThat(value("disk.failing", "redis-1")).isEqualTo(1);
    assertThat(value("aof.size", "redis-1")).isEqualTo(700);
  }

  @Test
  void seriesEndWithTheResource() {
    redis.member("redis-0").master();
    look();
    metrics.update(ID, new Observation(Map.of(), Map.of()));
    assertThat(registry.find("redis.replication.member.up").gauges()).isEmpty();
    assertThat(registry.find("redis.replication.member.offset").gauges()).isEmpty();
  }
}
