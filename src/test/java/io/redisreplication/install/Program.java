package io.redisreplication.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator as a program of this machine: its jar, or the executable file that {@code
 * -Doperator.binary} names.
 *
 * @param command the program and its first arguments
 */
public record Program(List<String> command) {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  /**
   * @param options of the JVM; a binary is given none
   */
  public static Program withOptions(String... options) {
    var binary = System.getProperty("operator.binary", "");
    return binary.isEmpty() ? jar(JAR, options) : binary(Path.of(binary));
  }

  static Program jar(Path jar, String... options) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: make build");
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", jar.toString()));
    return new Program(List.copyOf(command));
  }

  static Program binary(Path file) {
    var absolute = file.toAbsolutePath();
    if (!Files.isRegularFile(absolute)) {
      throw new IllegalStateException("operator.binary=" + file + " is missing: make native");
    }
    if (!Files.isExecutable(absolute)) {
      throw new IllegalStateException(
          "operator.binary=" + file + " is not executable: chmod +x " + file);
    }
    return new Program(List.of(absolute.toString()));
  }

  public ProcessBuilder with(String... arguments) {
    var whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    return new ProcessBuilder(whole).redirectErrorStream(true);
  }
}
