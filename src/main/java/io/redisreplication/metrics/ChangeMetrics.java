package io.redisreplication.metrics;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.redisreplication.api.v1beta1.LastFailover;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.events.Story;
import io.redisreplication.status.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times changes of primary, and those that were refused. */
public final class ChangeMetrics {
  static final String FAILOVERS = "redis.replication.failovers";
  static final String SWITCHOVERS = "redis.replication.switchovers";
  static final String REFUSALS = "redis.replication.refusals";

  /** The operator's own share: from seeing the loss, or deciding to hand over, to a new master. */
  static final String PROMOTION = "redis.replication.promotion";

  /** Of a failover, the same until the operator saw the Service open. */
  static final String OUTAGE = "redis.replication.outage";

  private static final Duration[] STEPS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final Map<ResourceID, Set<Meter.Id>> meters = new ConcurrentHashMap<>();

  public ChangeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param before null for a new resource
   */
  public void between(ResourceID id, RedisReplicationStatus before, RedisReplicationStatus now) {
    count(id, FAILOVERS, "kind", "Failover", 0);
    count(id, SWITCHOVERS, "result", "done", 0);
    Story.completed(before, now).ifPresent(c -> completed(id, c));
    reason(now)
        .filter(r -> !reason(before).equals(Optional.of(r)))
        .ifPresent(r -> count(id, REFUSALS, "reason", r, 1));
  }

  public void switchoverFailed(ResourceID id) {
    count(id, SWITCHOVERS, "result", "failed", 1);
  }

  /** Ends the series of a resource. */
  public void forget(ResourceID id) {
    Optional.ofNullable(meters.remove(id)).ifPresent(all -> all.forEach(registry::remove));
  }

  private void completed(ResourceID id, LastFailover c) {
    if (c.kind().equals("Switchover")) {
      count(id, SWITCHOVERS, "result", "done", 1);
    } else {
      count(id, FAILOVERS, "kind", c.kind(), 1);
    }
    if (c.from() == null || c.detectedAt() == null) {
      return;
    }
    time(id, PROMOTION, c.kind(), c.detectedAt(), c.promotedAt());
    if (!c.kind().equals("Switchover")) {
      time(id, OUTAGE, c.kind(), c.detectedAt(), c.writableAt());
    }
  }

  private void count(ResourceID id, String name, String key, String value, int times) {
    var counter = registry.counter(name, tags(id).and(key, value));
    known(id, counter).increment(times);
  }

  private void time(ResourceID id, String name, String kind, String from, String to) {
    var timer =
        Timer.builder(name)
            .tags(tags(id).and("kind", kind))
            .serviceLevelObjectives(STEPS)
            .register(registry);
    known(id, timer).record(Duration.between(Instant.parse(from), Instant.parse(to)));
  }

  private <M extends Meter> M known(ResourceID id, M meter) {
    meters.computeIfAbsent(id, i -> ConcurrentHashMap.newKeySet()).add(meter.getId());
    return meter;
  }

  private static Optional<String> reason(RedisReplicationStatus status) {
    return Optional.ofNullable(status)
        .flatMap(s -> s.conditions().stream().filter(c -> c.getType().equals("Ready")).findFirst())
        .map(c -> c.getReason())
        .filter(Waits.REFUSALS::contains);
  }

  private static Tags tags(ResourceID id) {
    return Tags.of("namespace", id.getNamespace().orElse(""), "name", id.getName());
  }
}
