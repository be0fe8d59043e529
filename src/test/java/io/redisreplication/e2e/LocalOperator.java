package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of this machine; the installed one must be stopped. */
final class LocalOperator implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final File LOG = new File("target/local-run.log");
  private static final int END_SECONDS = 60;

  private final Process process;

  /**
   * @param settings environment variables
   */
  LocalOperator(Map<String, String> settings) throws IOException {
    assertThat(JAR).as("the operator's jar: run 'make build' first").exists();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG));
    builder.environment().put("QUARKUS_PROFILE", "local");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().putAll(settings);
    process = builder.start();
  }

  boolean running() {
    return process.isAlive();
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
