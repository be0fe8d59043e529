package io.redisreplication.topology.simulation;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Found among a million. */
  @ParameterizedTest
  @ValueSource(longs = {301179, 373884, 468046, 486520, 692794, 728546, 204707, 2014644})
  void asDoThoseThatBrokeOneBefore(long seed) {
    History.of(seed);
  }
}
