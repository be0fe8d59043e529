package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.Silence;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From outside the cluster, through the API server of KUBECONFIG. */
@Tag("e2e")
class PortForwardTest {
  private static final String IMAGE =
      System.getProperty("redis.image", "docker.io/library/redis:7.0");

  private static final Duration LONG = Duration.ofSeconds(150);

  private static KubernetesClient client;
  private static String namespace;

  @BeforeAll
  static void namespace() {
    client = new KubernetesClientBuilder().build();
    var generated =
        new NamespaceBuilder().withNewMetadata().withGenerateName("rr-forward-").endMetadata();
    namespace = client.resource(generated.build()).create().getMetadata().getName();
  }

  @AfterAll
  static void delete() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  private static Pod start() {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("redis-0")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(0L)
            .addNewContainer()
            .withName("redis")
            .withImage(IMAGE)
            .withCommand("sh", "-c", "redis-server --save ''; sleep 10")
            .withWorkingDir("/tmp")
            .endContainer()
            .endSpec();
    client.resource(pod.build()).create();
    return client
        .pods()
        .inNamespace(namespace)
        .withName("redis-0")
        .waitUntilReady(150, TimeUnit.SECONDS);
  }

  @Test
  void aPodIsSeenLostAndSeenAgain() {
    var pod = start();
    var address =
        new Address(
            namespace,
            "redis",
            "redis-0",
            "redis-0.redis-headless." + namespace + ".svc",
            pod.getStatus().getPodIP(),
            6379,
            Password.NONE);
    var lost = new CopyOnWriteArrayList<Address>();
    try (var redis = new LettuceRedis(new AddressResolver(client, Mode.PORT_FORWARD))) {
      redis.onConnectionLost(lost::add);
      await().atMost(LONG).until(() -> reached(redis, address) != null);
      var before = reached(redis, address);

      redis.killClients(address);
      assertThat(reached(redis, address)).isEqualTo(before);
      kill();
      await().atMost(LONG).until(() -> lost.equals(List.of(address)));
      assertThat(redis.observe(List.of(address)).silent())
          .containsEntry("redis-0", new NoAnswer(Silence.NOT_RUNNING, "connection refused"));
      await()
          .atMost(LONG)
          .until(() -> reached(redis, address), run -> run != null && !run.equals(before));

      client.pods().inNamespace(namespace).withName("redis-0").delete();
      await().atMost(LONG).until(() -> lost.size() == 2);
      var start = System.nanoTime();
      var gone = redis.observe(List.of(address)).silent();
      assertThat(gone.get("redis-0").words()).contains("port-forward", "404");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** The run id of the server, null when it is silent. */
  private static String reached(Redis redis, Address address) {
    var state = redis.observe(List.of(address)).reached().get("redis-0");
    return state == null ? null : state.runId();
  }

  private static void kill() {
    try (var exec =
        client
            .pods()
            .inNamespace(namespace)
            .withName("redis-0")
            .writingOutput(OutputStream.nullOutputStream())
            .exec("redis-cli", "shutdown", "nosave")) {
      exec.exitCode().orTimeout(5, TimeUnit.SECONDS).exceptionally(e -> -1).join();
    }
  }
}
