package io.redisreplication.status;

import static io.redisreplication.status.StatusComposer.READY;
import static io.redisreplication.status.StatusComposer.STORAGE_READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.A;
import io.redisreplication.topology.Disk;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redis says of its disks; every claim has 1 GiB. */
class DisksTest {
  private static final long MIB = 1 << 20;

  private static A failing(int ordinal, String words) {
    var disk = new Disk(Optional.of(words), false, 0, 0);
    return A.set(3).record(4, 0).running().member(ordinal, m -> m.disk = disk);
  }

  @ParameterizedTest
  @CsvSource({
    "Errors writing to the AOF file: No space left on device, DiskFull, spec.storage.size",
    "Errors writing to the AOF file: Disk quota exceeded, DiskFull, spec.storage.size",
    "Errors writing to the AOF file: Read-only file system, DiskReadOnly, kernel log",
    "Redis is configured to save RDB snapshots, DiskNotWritable, kernel log"
  })
  void aPrimaryThatCannotWrite(String words, String reason, String remedy) {
    var problem = Disks.failing(failing(0, words).seen()).orElseThrow();
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.message()).contains("redis-0 is the primary and refuses", words, remedy);
    var set = Given.running().problem(problem);
    assertThat(set.condition(STORAGE_READY)).startsWith("False " + reason);
    assertThat(set.condition(READY)).startsWith("False " + reason);
  }

  @Test
  void aReplicaThatCannotWrite() {
    var problem = Disks.failing(failing(2, "No space left on device").seen()).orElseThrow();
    assertThat(problem.message()).startsWith("redis-2: ").contains("the primary goes on");
    assertThat(Given.set(failing(2, "x")).status().members().get(2).message())
        .isEqualTo("its disk takes no writes");
    assertThat(Disks.failing(A.set(3).record(4, 0).running().seen())).isEmpty();
  }

  private static Given with(long aof, long base) {
    var disk = new Disk(Optional.empty(), false, aof * MIB, base * MIB);
    return Given.set(A.set(3).record(4, 0).running().member(1, m -> m.disk = disk));
  }

  /** The set stays Ready: nothing is refused yet. */
  @Test
  void anAppendOnlyFileThatHasNoRoomForItsRewrite() {
    var crowded = with(600, 350);
    assertThat(crowded.condition(STORAGE_READY))
        .startsWith("False DiskNearlyFull: redis-1")
        .contains("raise spec.storage.size");
    assertThat(crowded.condition(READY)).startsWith("True Serving");
    assertThat(with(600, 300).condition(STORAGE_READY)).startsWith("True Bound");
  }

  @Test
  void itMustShrinkWellBelowToBeFineAgain() {
    var before = with(600, 350).status();
    assertThat(with(500, 350).after(before).condition(STORAGE_READY)).contains("DiskNearlyFull");
    assertThat(with(400, 350).after(before).condition(STORAGE_READY)).startsWith("True");
  }

  @Test
  void withoutAppendOnlyFileNobodyKnows() {
    var disk = new Disk(Optional.empty(), true, 0, 0);
    var set = A.set(3).record(4, 0).running().member(1, m -> m.disk = disk);
    assertThat(Given.set(set).condition(STORAGE_READY)).contains("DiskNearlyFull");
    assertThat(Given.set(set.member(1, m -> m.aof = false)).condition(STORAGE_READY))
        .startsWith("True");
  }
}
