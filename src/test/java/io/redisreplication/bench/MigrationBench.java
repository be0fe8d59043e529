package io.redisreplication.bench;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.redisreplication.e2e.Disks;
import io.redisreplication.e2e.OperatorControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Three pods on one disk, or three, that hold data: from apply to writable, and until every replica
 * has it all; next to the same by hand with the tutorial's StatefulSet, without the time that a
 * person needs between two commands. Repetitions: -Dbench.repetitions=N (3), once with 1 GiB.
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationBench {
  private static final int REPETITIONS = Integer.getInteger("bench.repetitions", 3);

  private final List<String> rows = new ArrayList<>();

  @Test
  void fewKeys() {
    measure("few keys", 0, REPETITIONS);
  }

  @Test
  void oneGibibyte() {
    measure("1 GiB", 1024, 1);
  }

  /** The tutorial comes last: what its root has written, others cannot write. */
  private void measure(String data, int mebibytes, int times) {
    try (var bench = new Bench("bench-migration")) {
      new OperatorControl(bench.client).start();
      var migration = new Migration(bench);
      var disks = migration.disksWith(mebibytes);
      for (var way : List.of(Way.RESOURCE, Way.BY_HAND)) {
        row(way + ", one disk, " + data, times, migration, way, disks.subList(0, 1));
        row(way + ", three disks, " + data, times, migration, way, disks);
      }
      disks.forEach(new Disks(bench.client, bench.namespace)::erase);
    }
  }

  private enum Way {
    RESOURCE("RedisReplication", Migration::byResource),
    BY_HAND("  tutorial, by hand", Migration::byHand);

    private final String name;
    private final BiFunction<Migration, List<PersistentVolume>, Migration.Times> steps;

    Way(String name, BiFunction<Migration, List<PersistentVolume>, Migration.Times> steps) {
      this.name = name;
      this.steps = steps;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private void row(
      String name, int times, Migration migration, Way way, List<PersistentVolume> disks) {
    var writable = new Samples(name);
    var complete = new Samples(name);
    for (var i = 0; i < times; i++) {
      var taken = way.steps.apply(migration, disks);
      writable.add(taken.writable());
      complete.add(taken.complete());
    }
    var line = "| %-44s | %-30s | %-30s |";
    rows.add(line.formatted(name, writable.summary(), complete.summary()));
    System.out.println(rows.get(rows.size() - 1));
  }

  @AfterAll
  void print() {
    System.out.println("\nMigration of disks, three pods, s from apply until");
    System.out.println(
        "| %-44s | %-30s | %-30s |".formatted("", "writable", "every replica has all"));
    rows.forEach(System.out::println);
  }
}
