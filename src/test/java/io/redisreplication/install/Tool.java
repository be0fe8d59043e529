package io.redisreplication.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program of hack/validators. A missing one fails the test. */
public record Tool(Path program) {
  public record Answer(int exit, String output) {}

  public static Tool of(String name) {
    var folder =
        Optional.ofNullable(System.getenv("CLUSTER_DIR"))
            .map(Path::of)
            .orElse(Path.of("/tmp/rr-cluster"));
    var program = folder.resolve("build/bin").resolve(name);
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(program + " is missing: bash hack/validators.sh");
    }
    return new Tool(program);
  }

  public Answer run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output);
  }
}
