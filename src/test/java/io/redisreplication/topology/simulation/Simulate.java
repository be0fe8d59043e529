package io.redisreplication.topology.simulation;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Many histories on all cores: {@code make simulate SEEDS=1000000}. */
public final class Simulate {
  private static final int MOST_STORIES = 5;

  private Simulate() {}

  /**
   * @param args how many seeds, and optionally the first one
   */
  public static void main(String[] args) {
    var seeds = Long.parseLong(args[0]);
    var first = args.length > 1 ? Long.parseLong(args[1]) : 0;
    var done = new AtomicLong();
    var broken = new AtomicLong();
    var start = System.nanoTime();
    var printer = Thread.ofPlatform().daemon().start(() -> progress(done, broken, start, seeds));
    LongStream.range(first, first + seeds).parallel().forEach(seed -> one(seed, done, broken));
    printer.interrupt();
    tell(done, broken, start, seeds);
    if (broken.get() > 0) {
      System.exit(1);
    }
  }

  private static void one(long seed, AtomicLong done, AtomicLong broken) {
    try {
      History.of(seed);
    } catch (AssertionError e) {
      if (broken.incrementAndGet() <= MOST_STORIES) {
        System.out.println(e.getMessage() + "\n");
      } else {
        System.out.println(e.getMessage().lines().findFirst().orElse(""));
      }
    }
    done.incrementAndGet();
  }

  private static void progress(AtomicLong done, AtomicLong broken, long start, long seeds) {
    while (!Thread.interrupted()) {
      LockSupport.parkNanos(10_000_000_000L);
      tell(done, broken, start, seeds);
    }
  }

  private static void tell(AtomicLong done, AtomicLong broken, long start, long seeds) {
    var seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d of %d histories, %.0f a second, %d broken%n",
        done.get(), seeds, done.get() / seconds, broken.get());
  }
}
