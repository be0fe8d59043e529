package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisreplication.EmptyCluster;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator as a process of this machine. */
@Tag("artefact")
class JarTest {
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmptyCluster cluster = new EmptyCluster();
  private final List<Process> started = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    cluster.close();
  }

  @Test
  void itSaysItsVersionWithoutACluster() throws Exception {
    var process = start(0, "--version");
    assertThat(exitCode(process)).isZero();
    assertThat(output()).startsWith("redis-replication-operator ").hasLineCount(1);
    assertThat(cluster.requests()).isEmpty();
  }

  @Test
  void anUnknownArgumentEndsIt() throws Exception {
    var process = start(0, "--install");
    assertThat(exitCode(process)).isEqualTo(2);
    assertThat(output()).contains("unknown argument '--install'").hasLineCount(1);
    assertThat(cluster.requests()).isEmpty();
  }

  @Test
  void withoutTheRightToInstallTheCrdItEnds() throws Exception {
    cluster.refuseCrds();
    var process = start(0, "--install-crd");
    assertThat(exitCode(process)).isEqualTo(1);
    assertThat(output())
        .contains("the CRD was not applied: crds are forbidden", "install/crd/install.yaml");
    assertThat(cluster.requests()).hasSize(1);
  }

  @Test
  void itInstallsTheCrdFirstAndIsReadyWhenItKnowsTheSets() throws Exception {
    int port = freePort();
    start(port, "--install-crd");
    await()
        .atMost(START_WITHIN)
        .untilAsserted(
            () -> assertThat(cluster.requests()).anyMatch(r -> r.contains("/redisreplications?")));
    assertThat(cluster.crd()).isNotNull();
    assertThat(cluster.requests().get(0)).startsWith("PATCH ");
    assertThat(ready(port)).isFalse();
    cluster.answerLists();
    await().atMost(START_WITHIN).untilAsserted(() -> assertThat(ready(port)).isTrue());
  }

  @Test
  void itsLogIsJsonWhereThatIsAskedFor() throws Exception {
    cluster.refuseCrds();
    settings.put("REDIS_REPLICATION_LOG_FORMAT", "json");
    exitCode(start(0, "--install-crd"));
    var events = new ArrayList<JsonNode>();
    for (var line : output().lines().filter(l -> l.startsWith("{")).toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events)
        .extracting(e -> e.get("message").asText())
        .anyMatch(m -> m.startsWith("applying the CRD to http"));
  }

  private int exitCode(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends: %s", output()).isTrue();
    return process.exitValue();
  }

  private Process start(int port, String argument) throws IOException {
    var program = Program.withOptions("-XX:TieredStopAtLevel=1");
    var builder = program.with(argument).redirectOutput(log().toFile());
    settings.put("KUBECONFIG", cluster.kubeconfig(folder).toString());
    settings.put("QUARKUS_PROFILE", "local");
    settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    settings.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    builder.environment().putAll(settings);
    var process = builder.start();
    started.add(process);
    return process;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private String output() throws IOException {
    return Files.readString(log());
  }

  /** Nobody listens while the operator starts: to a kubelet that is not ready either. */
  private static boolean ready(int port) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    try {
      var request = HttpRequest.newBuilder(uri).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
