package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tutorial's StatefulSet becomes a resource of the same name, on the claims it has. */
@Scenario
class TakeoverTest {
  /** 10 s while other tests run. */
  private static final Duration DOWNTIME = Duration.ofSeconds(30);

  /** The Service that the tutorial's clients use: pod 0, before and after. */
  private static final String APPLICATION = "tutorial-app";

  private static final String SPEC =
      """
      primaryOrdinal: 0
      auth: {enabled: false}
      storage: {claimTemplateName: redis-pvc, size: 64Mi}
      """;

  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void inPlaceUnderLoad() throws Exception {
    applyTutorial();
    var set = cluster.set("tutorial");
    RedisSet.eventually(
        "both follow tutorial-0",
        () ->
            assertThat(set.redis().cli("tutorial-0", "INFO", "replication"))
                .contains("connected_slaves:2"));
    var service =
        cluster.client().services().inNamespace(cluster.namespace()).withName(APPLICATION).get();
    var door = new Door(service.getSpec().getClusterIP(), "");
    try (var client = new CheckingClient(set, door, 1, 2)) {
      var volumes = volumes();
      deleteTutorial();
      set.apply(SPEC).awaitReady();
      assertThat(set.primary()).isEqualTo("tutorial-0");
      assertThat(volumes()).isEqualTo(volumes);
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DOWNTIME);
    }
    set.pods().delete("tutorial-0");
    set.awaitPrimaryOtherThan("tutorial-0").redis().write("after", 20, 2);
  }

  private static void applyTutorial() throws IOException {
    allowRoot();
    try (var in = TakeoverTest.class.getResourceAsStream("/bench/tutorial.yaml")) {
      var yaml =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("PODMANAGEMENTPOLICY", "Parallel")
              .replace("{name: data", "{name: redis-pvc")
              .replace("tutorial-primary", APPLICATION)
              .replace("tutorial-config", "tutorial-conf");
      cluster
          .client()
          .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
          .items()
          .forEach(o -> cluster.client().resource(o).inNamespace(cluster.namespace()).create());
    }
  }

  /** As docs/disk-migration.md says. */
  private static void deleteTutorial() {
    var client = cluster.client();
    client.apps().statefulSets().inNamespace(cluster.namespace()).withName("tutorial").delete();
    RedisSet.eventually(
        "its pods are gone",
        () ->
            assertThat(
                    client
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withLabel("app", "tutorial")
                        .list()
                        .getItems())
                .isEmpty());
  }

  private static List<String> volumes() {
    return List.of(0, 1, 2).stream()
        .map(i -> Disks.of(cluster).claim("redis-pvc-tutorial-" + i).getSpec().getVolumeName())
        .toList();
  }

  /** The tutorial's pods run as root. */
  private static void allowRoot() {
    var patch =
        "{\"metadata\": {\"labels\": {\"pod-security.kubernetes.io/enforce\": \"privileged\"}}}";
    cluster
        .client()
        .namespaces()
        .withName(cluster.namespace())
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }
}
