package io.redisreplication.act;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Observation;
import io.redisreplication.redis.Redis;
import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what happens at Redis into passes of the reconciler: a lost connection at once, a primary
 * that falls silent after a second or two, everything else by looking again after a while. One
 * clock thread and virtual threads serve all resources.
 */
public final class RedisWatch extends SimpleInboundEventSource<RedisReplication>
    implements ResourceEventAware<RedisReplication> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);

  /** After a pass something may still be on its way: a link that comes up, a sync that ends. */
  private static final Duration FIRST = Duration.ofMillis(100);

  /**
   * @param pause until the next look; it doubles up to the period
   */
  private record Watched(
      Collection<Address> addresses,
      Map<String, RedisState> shape,
      Duration period,
      Duration pause,
      ScheduledFuture<?> next) {}

  private final Redis redis;
  private final BiConsumer<ResourceID, Observation> gauges;
  private final Consumer<ResourceID> forget;
  private final Map<ResourceID, Watched> watched = new ConcurrentHashMap<>();

  /** A pass that ends after its resource was deleted must not have it watched again. */
  private final Set<ResourceID> existing = ConcurrentHashMap.newKeySet();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("redis-watch").factory());
  private final ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor();
  private final Heartbeats heartbeats;

  /**
   * @param gauges is told of every look
   * @param forget is told of a deleted resource
   */
  public RedisWatch(
      Redis redis, BiConsumer<ResourceID, Observation> gauges, Consumer<ResourceID> forget) {
    super("members");
    this.redis = redis;
    this.gauges = gauges;
    this.forget = forget;
    heartbeats = new Heartbeats(redis, pollers, this::propagateEvent);
    timer.scheduleAtFixedRate(() -> pollers.execute(heartbeats::ask), 1, 1, TimeUnit.SECONDS);
    redis.onConnectionLost(
        a -> pollers.execute(() -> propagateEvent(new ResourceID(a.resource(), a.namespace()))));
  }

  /**
   * After a pass: look again soon, then ever later up to a period, and start a pass when something
   * is not as it was seen now.
   *
   * @param primary the rightful one; empty when there is none that could fall silent
   */
  public void expect(
      ResourceID id,
      Collection<Address> addresses,
      Optional<Address> primary,
      Observation seen,
      Duration period) {
    watched.compute(
        id,
        (key, old) -> {
          if (old != null) {
            old.next().cancel(false);
          }
          if (!existing.contains(id)) {
            return null;
          }
          gauges.accept(id, seen);
          heartbeats.expect(id, primary);
          return planned(id, List.copyOf(addresses), shape(seen), period, FIRST);
        });
    if (!existing.contains(id)) {
      drop(id);
    }
  }

  private Watched planned(
      ResourceID id,
      Collection<Address> addresses,
      Map<String, RedisState> shape,
      Duration period,
      Duration pause) {
    var wait = pause.compareTo(period) < 0 ? pause : period;
    var next =
        timer.schedule(
            () -> pollers.execute(() -> poll(id)), wait.toMillis(), TimeUnit.MILLISECONDS);
    return new Watched(addresses, shape, period, wait, next);
  }

  /** Never throws, and always plans the next look. */
  private void poll(ResourceID id) {
    var w = watched.get(id);
    if (w == null) {
      return;
    }
    try {
      var seen = redis.observe(w.addresses());
      gauges.accept(id, seen);
      if (!shape(seen).equals(w.shape())) {
        propagateEvent(id);
      }
    } catch (RuntimeException e) {
      LOG.warn("looking at {} failed, trying again: {}", id, e.toString());
    } finally {
      watched.computeIfPresent(
          id,
          (key, now) ->
              now == w
                  ? planned(id, w.addresses(), w.shape(), w.period(), w.pause().multipliedBy(2))
                  : now);
    }
  }

  private static Map<String, RedisState> shape(Observation seen) {
    var shape = new TreeMap<String, RedisState>();
    seen.reached().forEach((pod, state) -> shape.put(pod, state.shape()));
    return shape;
  }

  @Override
  public void onResourceCreated(RedisReplication rr) {
    existing.add(ResourceID.fromResource(rr));
  }

  @Override
  public void onResourceDeleted(RedisReplication rr) {
    var id = ResourceID.fromResource(rr);
    existing.remove(id);
    var w = watched.remove(id);
    if (w != null) {
      w.next().cancel(false);
    }
    drop(id);
  }

  private void drop(ResourceID id) {
    heartbeats.expect(id, Optional.empty());
    gauges.accept(id, new Observation(Map.of(), Map.of()));
    forget.accept(id);
    redis.forget(id.getNamespace().orElse(""), id.getName());
  }
}
