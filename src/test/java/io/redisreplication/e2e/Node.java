package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Node 2 of the project's own cluster, which has a network namespace of its own. */
public record Node(KubernetesClient client, String name) implements AutoCloseable {
  private static final String TABLE = "inet e2e-cut";

  /** The operator is on the other node. */
  static Node second(Cluster cluster) {
    var client = cluster.client();
    Assumptions.assumeTrue(
        client.nodes().withName("rr-n2").get() != null,
        "needs the project's own cluster with two nodes: NODES=2 make cluster");
    var node = new Node(client, "rr-n2");
    node.cordon();
    cluster.operator().leave(node.name());
    return node;
  }

  /** A set of three: 0 and 1 on the first node, 2 here, and primary. */
  public RedisSet setWithPrimaryHere(RedisSet set, String spec) {
    cordon();
    set.apply("replicas: 2\n" + spec).awaitReady();
    uncordon();
    only(true);
    set.apply("replicas: 3\n" + spec).awaitReady();
    only(false);
    assertThat(set.pods().node(set.pod(2))).isEqualTo(name);
    set.switchoverTo(set.pod(2));
    return set.awaitPrimary(set.pod(2));
  }

  /** No new pods here. */
  public void cordon() {
    unschedulable(name, true);
  }

  public void uncordon() {
    unschedulable(name, false);
  }

  /** All new pods here. */
  void only(boolean only) {
    unschedulable("rr-n1", only);
  }

  /** As the power: no process ends in good order, no connection is closed. Disks stay. */
  public void off() {
    Shell.run("bash", "hack/cluster/power.sh", "off", number());
  }

  public void on() {
    Shell.run("bash", "hack/cluster/power.sh", "on", number());
    Awaitility.await(name + " is Ready")
        .atMost(Duration.ofSeconds(150))
        .until(() -> "True".equals(ready()));
  }

  /** Nothing passes between a pod here and any other node; its processes and kubelet go on. */
  void cut(String podIp) {
    var rules =
        """
        add table %1$s
        add chain %1$s forward { type filter hook forward priority -10 ; }
        add rule %1$s forward ip saddr %2$s ip daddr != 198.18.%3$s.0/24 drop
        add rule %1$s forward ip daddr %2$s ip saddr != 198.18.%3$s.0/24 drop
        """
            .formatted(TABLE, podIp, number());
    inside("nft '" + rules + "'");
  }

  /** Nothing passes between two pods, one of them here. */
  void cut(String podIp, String otherIp) {
    var rules =
        """
        add table %1$s
        add chain %1$s forward { type filter hook forward priority -10 ; }
        add rule %1$s forward ip saddr %2$s ip daddr %3$s drop
        add rule %1$s forward ip daddr %2$s ip saddr %3$s drop
        """
            .formatted(TABLE, podIp, otherIp);
    inside("nft '" + rules + "'");
  }

  void heal() {
    inside("nft 'add table " + TABLE + "; delete table " + TABLE + "'");
  }

  private void inside(String command) {
    Shell.run("ip", "netns", "exec", name, "sh", "-c", command);
  }

  private void unschedulable(String node, boolean unschedulable) {
    var patch = "{\"spec\": {\"unschedulable\": " + unschedulable + "}}";
    client.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private String ready() {
    return client.nodes().withName(name).get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(c -> c.getStatus())
        .findFirst()
        .orElse("");
  }

  private String number() {
    var number = name.substring(name.length() - 1);
    assertThat(number).isNotEqualTo("1");
    return number;
  }

  /** As it was found. */
  @Override
  public void close() {
    heal();
    only(false);
    uncordon();
  }
}
