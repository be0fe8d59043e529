package io.redisreplication.topology.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.redisreplication.topology.Decision;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories of a set with its real decisions, in which something goes wrong. A failing one prints
 * itself; {@code -Dseed=N} runs only that one.
 */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("histories", 1000);

  /** What the user has to decide after more than one fault. */
  private static final Set<String> ASKS_THE_USER =
      Set.of("DivergedData", "AwaitingDisks", "AllDisksEmpty");

  private static final List<Fault> EVERY_FAULT = List.of(Fault.values());

  /** A flush right before a crash (or a dump) leaves disks that look like a stranger's. */
  private static final List<Fault> FAULTS_OF_MACHINES =
      EVERY_FAULT.stream().filter(f -> f != Fault.FUNCTION_FLUSH).toList();

  @ParameterizedTest
  @EnumSource
  void noSingleFaultLosesAnAcknowledgedWrite(Persistence persistence) {
    histories(
        persistence,
        w -> {
          if (w.chance(0.8)) {
            comeBack(w, Set.of());
          }
          for (int faults = w.between(1, 4); faults > 0; faults--) {
            run(w, w.between(0, 300));
            one(w, persistence == Persistence.AOF ? EVERY_FAULT : FAULTS_OF_MACHINES);
            disturbOperator(w);
            comeBack(w, Set.of());
            run(w, 20);
            comeBack(w, Set.of());
            w.checkNothingIsLost();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void manyFaultsMakeNoSecondWriterAndNoEmptyPrimary(Persistence persistence) {
    histories(
        persistence,
        w -> {
          for (int faults = w.between(2, 12); faults > 0; faults--) {
            run(w, w.between(0, 100));
            w.wasHealthy |= w.healthy();
            one(w, FAULTS_OF_MACHINES);
            disturbOperator(w);
          }
          comeBack(w, ASKS_THE_USER);
        });
  }

  private interface Story {
    void tell(World w);
  }

  private static void histories(Persistence persistence, Story story) {
    var only = Long.getLong("seed");
    for (long seed = only == null ? 0 : only;
        seed < (only == null ? HISTORIES : only + 1);
        seed++) {
      var world = new World(seed, (int) (seed % 3) + 1 + (seed % 3 == 0 ? 2 : 0), persistence);
      try {
        story.tell(world);
      } catch (AssertionError e) {
        fail(
            "seed %d, after %.1f s: %s%n%s"
                .formatted(
                    seed, world.now / 10.0, e.getMessage(), String.join("\n", world.history)));
      }
    }
  }

  /** Nothing is promised of data on disks before a replica has them. */
  private static void one(World w, List<Fault> faults) {
    var fault = faults.get(w.between(0, faults.size() - 1));
    var pod = w.pods.get(w.between(0, w.pods.size() - 1));
    if (fault.losesData() && !w.wasHealthy) {
      return;
    }
    w.tell("--- " + fault + " of " + pod.server.ordinal);
    fault.happen(w, pod);
  }

  private static void disturbOperator(World w) {
    while (w.chance(0.4)) {
      run(w, w.between(0, 60));
      if (w.chance(0.3)) {
        var asleep = w.between(1, 600);
        w.tell("--- operator sleeps for " + asleep / 10.0 + " s");
        w.operator.sleep(asleep);
        continue;
      }
      var down = w.chance(0.2) ? w.between(10, 600) : w.between(1, 10);
      w.tell("--- operator crashes, back after " + down / 10.0 + " s");
      w.operator.crash(down);
    }
  }

  private static void run(World w, int ticks) {
    for (int i = 0; i < ticks; i++) {
      w.tick();
    }
  }

  /** Within five minutes. */
  private static void comeBack(World w, Set<String> unless) {
    for (int i = 0; i < 3000; i++) {
      w.tick();
      if (w.healthy()) {
        w.wasHealthy = true;
        return;
      }
    }
    if (!(w.operator.decision instanceof Decision.Wait d && unless.contains(d.reason()))) {
      throw new AssertionError("it did not come back: " + Words.of(w.operator.decision));
    }
  }
}
