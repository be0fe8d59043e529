package io.redisreplication.topology.simulation;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many histories on all cores: {@code make simulate SEEDS=1000000}. */
public final class Simulate {
  private static final int STORIES = 5;
  private static final long STEP = 100_000;

  private final long start = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final long seeds;
  private final long enough;

  private Simulate(long seeds, long enough) {
    this.seeds = seeds;
    this.enough = enough;
  }

  /**
   * @param args how many seeds; optionally the first one, and after how many broken promises it
   *     ends
   */
  public static void main(String[] args) {
    var seeds = Long.parseLong(args[0]);
    var first = args.length > 1 ? Long.parseLong(args[1]) : 0;
    var enough = args.length > 2 ? Long.parseLong(args[2]) : Long.MAX_VALUE;
    var simulate = new Simulate(seeds, enough);
    LongStream.range(first, first + seeds).parallel().forEach(simulate::one);
    System.out.println(simulate.result());
    if (simulate.broken.get() > 0) {
      System.exit(1);
    }
  }

  private void one(long seed) {
    if (broken.get() >= enough) {
      return;
    }
    try {
      History.of(seed);
    } catch (AssertionError e) {
      var whole = broken.incrementAndGet() <= STORIES;
      System.out.println(
          whole ? e.getMessage() + "\n" : e.getMessage().lines().findFirst().orElse(""));
    }
    var now = done.incrementAndGet();
    if (now % STEP == 0 && now < seeds) {
      System.out.println(result());
    }
  }

  private String result() {
    var seconds = (System.nanoTime() - start) / 1e9;
    return "%d histories, %d broken promises, %.0f s".formatted(done.get(), broken.get(), seconds);
  }
}
