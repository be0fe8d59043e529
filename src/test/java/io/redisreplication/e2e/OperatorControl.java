package io.redisreplication.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The installed operator: stopped, started and killed as a cluster would do it. */
public record OperatorControl(KubernetesClient client) {
  static final String NAMESPACE = "redis-replication-system";
  static final String NAME = "redis-replication-operator";

  void stop() {
    scale(0);
    Awaitility.await("the operator's pod is gone")
        .atMost(Duration.ofSeconds(150))
        .until(() -> pods().isEmpty());
  }

  /** Returns when it is available; at once when it runs. */
  public void start() {
    start(1);
  }

  void start(int replicas) {
    refuseAnotherThan(System.getProperty("operator.image", ""));
    scale(replicas);
    awaitAvailable(replicas);
  }

  /** As when its node is lost: no SIGTERM, no release of the lease. */
  void crash() {
    pods().forEach(p -> client.resource(p).withGracePeriod(0).delete());
    awaitAvailable(1);
  }

  /** Another node must take new pods. */
  public void leave(String node) {
    if (node.equals(pods().get(0).getSpec().getNodeName())) {
      crash();
    }
  }

  /** Pod_process, as the Lease names it. */
  String leader() {
    var lease = client.leases().inNamespace(NAMESPACE).withName(NAME);
    return Awaitility.await("a leader")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> lease.get().getSpec().getHolderIdentity(), holder -> !holder.isEmpty());
  }

  String awaitLeaderOtherThan(String leader) {
    return Awaitility.await("another leader than " + leader)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(this::leader, now -> !now.equals(leader));
  }

  /** SIGKILL: its Lease ends by itself. */
  void kill(String leader) {
    var container = pod(leader).getStatus().getContainerStatuses().get(0).getContainerID();
    var pid = ContainerProcess.pid(container, any -> true);
    ProcessHandle.of(pid.orElseThrow()).orElseThrow().destroyForcibly();
  }

  /** With grace, as when its node is drained. */
  void delete(String leader) {
    client.resource(pod(leader)).delete();
  }

  private Pod pod(String leader) {
    var name = leader.substring(0, leader.indexOf('_'));
    return client.pods().inNamespace(NAMESPACE).withName(name).get();
  }

  String ip() {
    return pods().get(0).getStatus().getPodIP();
  }

  String image() {
    var pod = deployment().getSpec().getTemplate().getSpec();
    return pod.getContainers().get(0).getImage();
  }

  int restarts() {
    return pods().stream()
        .flatMap(p -> p.getStatus().getContainerStatuses().stream())
        .mapToInt(c -> c.getRestartCount())
        .sum();
  }

  String log(int lines) {
    return pods().stream()
        .map(p -> p.getMetadata().getName())
        .map(p -> client.pods().inNamespace(NAMESPACE).withName(p).tailingLines(lines).getLog())
        .collect(Collectors.joining("\n"));
  }

  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", NAME)
        .list()
        .getItems();
  }

  private void refuseAnotherThan(String image) {
    if (!image.isEmpty() && !image.equals(image())) {
      throw new IllegalStateException(
          "operator.image=%s, but %s is installed: make install IMAGE=%s"
              .formatted(image, image(), image));
    }
  }

  private void scale(int replicas) {
    var now = deployment();
    if (now.getSpec().getReplicas() != replicas) {
      client.resource(now).scale(replicas);
    }
  }

  private Deployment deployment() {
    var found = client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).get();
    if (found == null) {
      throw new IllegalStateException(
          "no Deployment " + NAMESPACE + "/" + NAME + ": run 'make install' first");
    }
    return found;
  }

  private void awaitAvailable(int replicas) {
    Awaitility.await("the operator is available")
        .atMost(Duration.ofSeconds(150))
        .until(
            () ->
                pods().stream().filter(OperatorControl::ready).count() == replicas
                    && pods().size() == replicas);
  }

  private static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
