package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.install.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The chart for one namespace: installed, upgraded to two operators, uninstalled. */
@Scenario
@Isolated
class HelmTest {
  private static final String CHART = "charts/redis-replication-operator";
  private static final String RELEASE = "redis-replication-operator";

  @RegisterExtension static final Cluster cluster = new Cluster();

  static String image;

  @BeforeAll
  static void stopTheOther() {
    image = cluster.operator().image();
    cluster.operator().stop();
  }

  /** Before the installed operator starts again. */
  @AfterAll
  static void uninstall() throws Exception {
    helm("uninstall", RELEASE, "--ignore-not-found", "--wait");
  }

  @Test
  void installsUpgradesAndLeavesNothing() throws Exception {
    release("install", 1);
    var set = cluster.set("redis").applyMinimal().awaitReady();
    set.redis().write("kept", 10, 2);
    var pods = uids(set);
    release("upgrade", 2);
    set.awaitReady().redis().awaitOnAll("kept", 10);
    assertThat(uids(set)).isEqualTo(pods);
    set.delete();
    helm("uninstall", RELEASE, "--wait");
    RedisSet.eventually("nothing is left", () -> assertThat(left()).isEmpty());
  }

  private static void release(String verb, int replicas) throws Exception {
    var colon = image.lastIndexOf(':');
    helm(
        verb,
        RELEASE,
        CHART,
        "--wait",
        "--timeout=2m",
        "--set=crds.install=false,rbac.clusterRoles=false,rbac.scope=namespace",
        "--set=replicas=" + replicas,
        "--set=image.repository=" + image.substring(0, colon),
        "--set-string=image.tag=" + image.substring(colon + 1));
  }

  private static void helm(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-n", cluster.namespace()));
    var answer = Tool.of("helm").run(command.toArray(String[]::new));
    assertThat(answer.exit()).as(answer.output()).isZero();
  }

  private static List<String> uids(RedisSet set) {
    return set.pods().list().stream().map(p -> p.getMetadata().getUid()).sorted().toList();
  }

  private static List<String> left() {
    var client = cluster.client();
    var namespace = cluster.namespace();
    return Stream.of(
            client.apps().deployments().inNamespace(namespace).list(),
            client.rbac().roles().inNamespace(namespace).list(),
            client.services().inNamespace(namespace).list())
        .flatMap(list -> list.getItems().stream())
        .map(o -> o.getMetadata().getName())
        .toList();
  }
}
