package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A key that every member has from the start. A reader looks for it through redis-primary again and
 * again, each time by a new connection: when it is not there, an empty set was served.
 */
final class Canary {
  private static final String KEY = "canary";
  private static final int PAUSE_MILLIS = 100;

  private final Door door;
  private final String replicas;
  private final List<Instant> missing = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile boolean running = true;

  Canary(RedisSet set, Door door, int replicas) {
    this.door = door;
    this.replicas = String.valueOf(replicas);
    RedisSet.eventually("the canary is on every member", this::place);
    reader = Thread.ofPlatform().daemon().name("canary " + set.name()).start(this::look);
  }

  /** When a member answered without it. */
  List<Instant> missing() {
    return missing;
  }

  void end() throws InterruptedException {
    running = false;
    reader.join();
  }

  private void place() {
    try (var redis = door.open()) {
      assertThat(redis.call("SET", KEY, "alive")).isEqualTo("OK");
      assertThat(redis.call("WAIT", replicas, "1000")).isEqualTo(replicas);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void look() {
    while (running) {
      try (var redis = door.open()) {
        if (redis.call("GET", KEY) == null) {
          missing.add(Instant.now());
        }
      } catch (IOException e) {
        // nobody serves just now: the writer counts that
      }
      CheckingClient.pause(PAUSE_MILLIS);
    }
  }
}
