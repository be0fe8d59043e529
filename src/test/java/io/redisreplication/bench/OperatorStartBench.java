package io.redisreplication.bench;

import io.redisreplication.EmptyCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the operator's process until it is ready, and its memory then. The API server
 * has nothing in it and answers at once. Repetitions: -Dbench.repetitions=N (5).
 */
@Tag("bench")
class OperatorStartBench {
  @TempDir Path folder;

  @Test
  void fromStartToReady() throws IOException {
    var seconds = new Samples("start");
    var memory = new Samples("memory");
    var cpu = new Samples("CPU");
    try (var cluster = new EmptyCluster()) {
      cluster.answerLists();
      var settings = Map.of("KUBECONFIG", cluster.kubeconfig(folder).toString());
      for (int i = 0; i < Integer.getInteger("bench.repetitions", 5); i++) {
        var start = Instant.now();
        try (var operator = new OperatorProcess(settings, OperatorProcess.OPTIONS)) {
          seconds.add(Duration.between(start, Instant.now()).toMillis() / 1000.0);
          memory.add(operator.rssMiB());
          cpu.add(operator.cpuSeconds());
        }
      }
    }
    System.out.println("\nStart of the operator");
    System.out.println("start to ready, s: " + seconds.summary());
    System.out.println("CPU time, s: " + cpu.summary());
    System.out.println("memory, MiB: " + memory.summary());
  }
}
