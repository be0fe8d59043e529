package io.redisreplication.act;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Redis;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each primary again and again whether it lives: one that hangs, or whose node is cut off,
 * closes no connection.
 */
final class Heartbeats {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private record Beat(Address primary, AtomicBoolean asking) {}

  private final Redis redis;
  private final Executor threads;
  private final Consumer<ResourceID> silent;
  private final Map<ResourceID, Beat> beats = new ConcurrentHashMap<>();

  /**
   * @param silent is told of a primary that gave no answer
   */
  Heartbeats(Redis redis, Executor threads, Consumer<ResourceID> silent) {
    this.redis = redis;
    this.threads = threads;
    this.silent = silent;
  }

  /**
   * @param primary empty when there is none that could fall silent
   */
  void expect(ResourceID id, Optional<Address> primary) {
    primary.ifPresentOrElse(
        address -> beats.put(id, new Beat(address, new AtomicBoolean())), () -> beats.remove(id));
  }

  /** All of them at once; one that has not answered yet is not asked twice. */
  void ask() {
    beats.forEach(
        (id, beat) -> {
          if (beat.asking().compareAndSet(false, true)) {
            threads.execute(() -> ask(id, beat));
          }
        });
  }

  private void ask(ResourceID id, Beat beat) {
    try {
      if (!redis.answers(beat.primary()) && beats.get(id) == beat) {
        silent.accept(id);
      }
    } catch (RuntimeException e) {
      LOG.warn("asking the primary of {} failed, trying again: {}", id, e.toString());
    } finally {
      beat.asking().set(false);
    }
  }
}
