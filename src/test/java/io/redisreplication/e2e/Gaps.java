package io.redisreplication.e2e;

import java.time.Duration;

/** Times between acknowledged writes. */
final class Gaps {
  private long last = System.nanoTime();
  private long longest;
  private boolean over;

  synchronized void acknowledged() {
    longest = Math.max(longest, System.nanoTime() - last);
    last = System.nanoTime();
  }

  /** Nobody writes any more. */
  synchronized void end() {
    longest = longest().toNanos();
    over = true;
  }

  /** The present one counts. */
  synchronized Duration longest() {
    return Duration.ofNanos(over ? longest : Math.max(longest, System.nanoTime() - last));
  }
}
