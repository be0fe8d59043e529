package io.redisreplication.metrics;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.redisreplication.redis.Observation;
import io.redisreplication.topology.RedisState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What moves by itself and is therefore not in the status, one series a member. */
public final class MemberMetrics {
  private record Gauge(MultiGauge meter, ToDoubleFunction<Sample> value) {}

  /**
   * @param primaryOffset highest offset of the members that follow one history
   */
  private record Sample(RedisState state, long primaryOffset) {}

  private final Map<ResourceID, Observation> latest = new ConcurrentHashMap<>();
  private final List<Gauge> gauges;
  private final MultiGauge up;

  public MemberMetrics(MeterRegistry registry) {
    up = meter(registry, "redis.replication.member.up", "1 when the member answers", null);
    gauges =
        List.of(
            gauge(
                registry,
                "primary",
                "1 on a master, 0 on a replica",
                null,
                s -> s.state().master() ? 1 : 0),
            gauge(
                registry,
                "link.up",
                "1 when a replica's link to its primary is up",
                null,
                s -> s.state().linkUp() ? 1 : 0),
            gauge(
                registry,
                "held",
                "1 while the member waits for its role",
                null,
                s -> s.state().held() ? 1 : 0),
            gauge(registry, "offset", "Replication offset", "bytes", s -> s.state().offset()),
            gauge(
                registry,
                "lag",
                "Bytes of the primary's stream not applied yet",
                "bytes",
                s -> Math.max(0, s.primaryOffset() - s.state().offset())),
            gauge(
                registry,
                "disk.failing",
                "1 while what it writes does not reach its disk",
                null,
                s -> s.state().disk().trouble().isPresent() ? 1 : 0),
            gauge(
                registry,
                "aof.size",
                "Size of the append-only file",
                "bytes",
                s -> s.state().disk().aofBytes()),
            gauge(
                registry,
                "io.age",
                "Seconds since a replica last heard its primary, -1 without a link",
                "seconds",
                s -> s.state().lastIoSeconds()));
  }

  /** An observation of nobody ends the series of a resource. */
  public synchronized void update(ResourceID id, Observation seen) {
    if (seen.reached().isEmpty() && seen.silent().isEmpty()) {
      latest.remove(id);
    } else {
      latest.put(id, seen);
    }
    up.register(upRows(), true);
    gauges.forEach(g -> g.meter().register(rows(g.value()), true));
  }

  private List<Row<?>> upRows() {
    var rows = new ArrayList<Row<?>>();
    latest.forEach(
        (id, seen) -> {
          seen.reached().keySet().forEach(pod -> rows.add(Row.of(tags(id, pod), 1)));
          seen.silent().keySet().forEach(pod -> rows.add(Row.of(tags(id, pod), 0)));
        });
    return rows;
  }

  private List<Row<?>> rows(ToDoubleFunction<Sample> value) {
    var rows = new ArrayList<Row<?>>();
    latest.forEach(
        (id, seen) -> {
          var top =
              seen.reached().values().stream()
                  .filter(RedisState::master)
                  .mapToLong(RedisState::offset)
                  .max()
                  .orElse(0);
          seen.reached()
              .forEach(
                  (pod, s) ->
                      rows.add(Row.of(tags(id, pod), value.applyAsDouble(new Sample(s, top)))));
        });
    return rows;
  }

  private static Gauge gauge(
      MeterRegistry registry,
      String name,
      String description,
      String unit,
      ToDoubleFunction<Sample> value) {
    return new Gauge(meter(registry, "redis.replication.member." + name, description, unit), value);
  }

  private static MultiGauge meter(
      MeterRegistry registry, String name, String description, String unit) {
    return MultiGauge.builder(name).description(description).baseUnit(unit).register(registry);
  }

  private static Tags tags(ResourceID id, String pod) {
    return Tags.of("namespace", id.getNamespace().orElse(""), "name", id.getName(), "pod", pod);
  }
}
