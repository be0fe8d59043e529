package io.redisreplication.e2e;

import java.time.Duration;

/** Times between acknowledged writes. */
final class Gaps {
  private long last = System.nanoTime();
  private long longest;

  synchronized void acknowledged() {
    longest = Math.max(longest, System.nanoTime() - last);
    last = System.nanoTime();
  }

  /** The present one counts. */
  synchronized Duration longest() {
    return Duration.ofNanos(Math.max(longest, System.nanoTime() - last));
  }
}
