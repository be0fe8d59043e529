package io.redisreplication.bench;

import io.redisreplication.e2e.Door;
import io.redisreplication.e2e.Resp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application that writes all the time through one connection to the Service of the primary, and
 * opens another one as soon as it is refused anything or hears nothing for a second.
 */
final class SteadyClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int PORT = 6379;
  private static final int BATCH = 500;

  /** For a replica's word; a write without it is carried out all the same. */
  private static final String CONFIRM_MILLIS = "100";

  private final Door door;
  private final long periodMillis;
  private final boolean confirmed;
  private final Thread thread;
  private final List<Integer> acknowledged = new ArrayList<>();
  private volatile boolean running = true;
  private int tried;
  private int written;
  private long lastNanos = System.nanoTime();
  private long longestNanos;

  /**
   * @param confirmed whether each write asks for a replica's word; those that have it must survive
   */
  SteadyClient(Door door, Duration period, boolean confirmed) {
    this.door = door;
    this.periodMillis = period.toMillis();
    this.confirmed = confirmed;
    this.thread = Thread.ofPlatform().daemon().name("bench client").start(this::write);
    awaitWrites(50);
  }

  /** From now on the longest gap is looked for; the one that is open counts from its begin. */
  synchronized void mark() {
    longestNanos = 0;
  }

  /** Longest time between two writes that were carried out, since the mark, in seconds. */
  synchronized double longestGap() {
    return longestNanos / 1e9;
  }

  synchronized int written() {
    return written;
  }

  void awaitWrites(int more) {
    var from = written();
    Bench.until(() -> written() >= from + more);
  }

  /** Nothing is written for so long. */
  void awaitSilence(int seconds) {
    Bench.until(() -> silence().toSeconds() >= seconds);
  }

  private synchronized Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  private void write() {
    Resp redis = null;
    while (running) {
      try {
        redis = redis == null ? open() : redis;
        redis = once(redis) ? redis : closed(redis);
      } catch (IOException e) {
        redis = closed(redis);
      }
      pause();
    }
    closed(redis);
  }

  private boolean once(Resp redis) throws IOException {
    var number = ++tried;
    var set = List.of("SET", "bench:" + number, String.valueOf(number));
    if (!redis.calls(List.of(set)).get(0).equals("OK")) {
      return false;
    }
    carriedOut();
    if (confirmed) {
      var wait = List.of("WAIT", "1", CONFIRM_MILLIS);
      if (redis.calls(List.of(wait)).get(0).matches("[1-9]\\d*")) {
        acknowledged.add(number);
      }
    }
    return true;
  }

  private synchronized void carriedOut() {
    var now = System.nanoTime();
    longestNanos = Math.max(longestNanos, now - lastNanos);
    lastNanos = now;
    written++;
  }

  /** Ends it; how many writes that a replica had confirmed are not there, "0 of 1234". */
  String lost() throws IOException, InterruptedException {
    end();
    var lost = 0;
    try (var redis = open()) {
      for (var i = 0; i < acknowledged.size(); i += BATCH) {
        var batch = acknowledged.subList(i, Math.min(i + BATCH, acknowledged.size()));
        var command = new ArrayList<>(List.of("MGET"));
        batch.forEach(n -> command.add("bench:" + n));
        var values = redis.list(command);
        for (var n = 0; n < batch.size(); n++) {
          lost += String.valueOf(batch.get(n)).equals(values.get(n)) ? 0 : 1;
        }
      }
    }
    return lost + " of " + acknowledged.size();
  }

  private Resp open() throws IOException {
    return new Resp(door.address(), PORT, door.password(), TIMEOUT);
  }

  private static Resp closed(Resp redis) {
    if (redis != null) {
      redis.close();
    }
    return null;
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(periodMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() throws InterruptedException {
    running = false;
    thread.join();
  }

  @Override
  public void close() throws InterruptedException {
    end();
  }
}
