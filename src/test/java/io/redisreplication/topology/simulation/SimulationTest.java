package io.redisreplication.topology.simulation;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Histories of a set with its real decisions, in which something goes wrong. A failing one prints
 * itself; {@code -Dseed=N} runs only that one.
 */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("histories", 10000);

  @Test
  void everyHistoryKeepsThePromises() {
    var only = Long.getLong("seed");
    if (only != null) {
      History.of(only);
    } else {
      LongStream.range(0, HISTORIES).forEach(History::of);
    }
  }
}
