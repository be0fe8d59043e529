package io.redisreplication.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A namespace to measure in, and redis-cli in its pods. */
final class Bench implements AutoCloseable {
  /** redis-cli with the password of the set, if it has one. */
  private static final String CLI =
      "f=/etc/redis-replication/auth/password; [ ! -r $f ] || export REDISCLI_AUTH=$(cat $f); exec redis-cli ";

  final KubernetesClient client = new KubernetesClientBuilder().build();
  final String namespace;

  Bench(String namespace) {
    this.namespace = namespace;
    remove();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  /** Returns the moment just before. */
  Instant apply(String yaml) {
    var objects = objects(yaml);
    var start = Instant.now();
    for (HasMetadata object : objects) {
      client.resource(object).inNamespace(namespace).create();
    }
    return start;
  }

  void delete(String yaml) {
    objects(yaml).forEach(o -> client.resource(o).inNamespace(namespace).delete());
  }

  private List<HasMetadata> objects(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  static String resource(String name) {
    try (var in = Bench.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What redis-cli prints in a pod; empty while the pod cannot be asked. */
  String redis(String pod, String command) {
    var out = new ByteArrayOutputStream();
    var where = client.pods().inNamespace(namespace).withName(pod);
    try (var exec = where.inContainer("redis").writingOutput(out).exec("sh", "-c", CLI + command)) {
      exec.exitCode().get(5, TimeUnit.SECONDS);
      return out.toString(StandardCharsets.UTF_8).strip();
    } catch (KubernetesClientException e) {
      return "";
    } catch (Exception e) {
      return "";
    }
  }

  /** Seconds from now until a key written to pod 0 is read from pods 1 and 2. */
  double untilReplicating(String set, Instant start) {
    var key = "SET bench " + start.toEpochMilli();
    until(() -> redis(set + "-0", key).equals("OK"));
    for (int i = 1; i <= 2; i++) {
      var pod = set + "-" + i;
      until(() -> redis(pod, "GET bench").equals(String.valueOf(start.toEpochMilli())));
    }
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }

  static void until(BooleanSupplier done) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(done::getAsBoolean);
  }

  /** Nothing happens when there is none. */
  private void remove() {
    client.namespaces().withName(namespace).delete();
    until(() -> client.namespaces().withName(namespace).get() == null);
  }

  @Override
  public void close() {
    remove();
    client.close();
  }
}
