package io.redisreplication.boot;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Bounded waiting for a fact. */
final class Wait {
  private Wait() {}

  static void until(String fact, Callable<Boolean> holds) {
    await(fact)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(30))
        .until(holds);
  }
}
