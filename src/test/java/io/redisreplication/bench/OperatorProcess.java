package io.redisreplication.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The packaged operator as a process of this machine (Linux), so that its memory can be read. */
final class OperatorProcess implements AutoCloseable {
  private static final int PORT = 18099;

  /** USER_HZ of every Linux architecture: ticks a second in /proc/PID/stat. */
  private static final double TICKS = 100;

  private final Process process;

  OperatorProcess(String namespace, List<String> options) throws IOException {
    var java = ProcessHandle.current().info().command().orElse("java");
    var command = new java.util.ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("QUARKUS_PROFILE", "local");
    builder.environment().put("QUARKUS_OPERATOR_SDK_NAMESPACES", namespace);
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(PORT));
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(new File("target/bench-operator.log"))
            .start();
    Bench.until(() -> metric("jvm_threads_live_threads") > 0);
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
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/q/metrics")).build();
    try (var http = HttpClient.newHttpClient()) {
      return Arrays.stream(
              http.send(request, HttpResponse.BodyHandlers.ofString()).body().split("\n"))
          .filter(l -> l.startsWith(name + "{") || l.startsWith(name + " "))
          .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return 0;
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
