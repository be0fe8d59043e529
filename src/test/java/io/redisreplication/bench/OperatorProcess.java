package io.redisreplication.bench;

import io.redisreplication.install.Program;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** The packaged operator as a process of this machine (Linux), ready; its memory can be read. */
final class OperatorProcess implements AutoCloseable {
  /** Those of the image. */
  static final List<String> OPTIONS =
      List.of("-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final int PORT = 18099;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** USER_HZ of every Linux architecture: ticks a second in /proc/PID/stat. */
  private static final double TICKS = 100;

  private final Process process;

  /**
   * @param settings environment variables
   * @param options of the JVM
   */
  OperatorProcess(Map<String, String> settings, List<String> options) throws IOException {
    var builder = Program.withOptions(options.toArray(String[]::new)).with();
    builder.environment().put("QUARKUS_PROFILE", "local");
    builder.environment().putAll(settings);
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(PORT));
    process = builder.redirectOutput(new File("target/bench-operator.log")).start();
    Awaitility.await("the operator is ready")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> get("/q/health/ready").isPresent());
  }

  double rssMiB() throws IOException {
    return proc("status")
        .lines()
        .filter(l -> l.startsWith("VmRSS:"))
        .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  double cpuSeconds() throws IOException {
    var fields = proc("stat").replaceFirst(".*\\) ", "").split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Sum over all series of that name. */
  double metric(String name) {
    return get("/q/metrics").stream()
        .flatMap(String::lines)
        .filter(l -> l.startsWith(name + "{") || l.startsWith(name + " "))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Empty when it is not answered with success. */
  private static Optional<String> get(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path)).build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(response.body()).filter(b -> response.statusCode() == 200);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String proc(String file) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
