package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.install.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of this machine; the installed one must be stopped. */
final class LocalOperator implements AutoCloseable {
  private static final File LOG = new File("target/local-run.log");
  private static final int END_SECONDS = 60;

  private final Process process;
  private final long logged = LOG.length();

  /**
   * @param settings environment variables
   * @param arguments of the operator
   */
  LocalOperator(Map<String, String> settings, String... arguments) throws IOException {
    var builder =
        Program.withOptions("-Xmx128m", "-XX:TieredStopAtLevel=1")
            .with(arguments)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG));
    builder.environment().put("QUARKUS_PROFILE", "local");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().putAll(settings);
    process = builder.start();
  }

  boolean running() {
    return process.isAlive();
  }

  String commandLine() {
    return process.info().commandLine().orElse("");
  }

  /** What this one has said so far. */
  String output() throws IOException {
    return Files.readString(LOG.toPath()).substring((int) logged);
  }

  /** The normal end. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    var ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it ends when it is told to").isTrue();
  }
}
