package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** install/namespace beside its sets, without a right of the cluster. */
@Scenario
@Isolated
class OneNamespaceTest {
  @RegisterExtension static final Cluster cluster = new Cluster();
  @RegisterExtension static final Cluster elsewhere = new Cluster("-elsewhere");

  static List<HasMetadata> installed;

  @BeforeAll
  static void install() throws IOException {
    var yaml =
        Files.readString(Path.of("install/namespace/install.yaml"))
            .replace("\"redis\"", "\"" + cluster.namespace() + "\"")
            .replaceFirst("image: .*", "image: " + cluster.operator().image());
    cluster.operator().stop();
    installed = cluster.client().load(new ByteArrayInputStream(yaml.getBytes())).items();
    installed.forEach(o -> cluster.client().resource(o).create());
  }

  /** Before the installed operator starts again. */
  @AfterAll
  static void uninstall() {
    installed.forEach(o -> cluster.client().resource(o).delete());
  }

  @Test
  void itsOwnSetsReplicateAndOthersAreLeftAlone() {
    var foreign = elsewhere.set("foreign").applyMinimal();
    var set = cluster.set("redis").applyMinimal().awaitReady();
    set.redis().write("kept", 10, 2);
    set.redis().awaitOnAll("kept", 10);
    var primary = set.primary();
    set.pods().replace(primary);
    set.awaitPrimaryOtherThan(primary).redis().awaitOnAll("kept", 10);
    assertThat(foreign.status()).isNull();
  }

  @Test
  void aDiskIsRefusedWithTheRoleToBind() {
    var set =
        cluster
            .set("disks")
            .apply(
                "storage: {size: 64Mi, volumes: [{ordinal: 0, persistentVolumeName: nobodys-disk}]}");
    RedisSet.eventually(
        "refused",
        () ->
            assertThat(set.status())
                .isNotNull()
                .extracting(s -> s.volumes().get(0).message(), STRING)
                .contains("redis-replication-operator-volumes"));
    assertThat(set.status().volumes().get(0).reason()).isEqualTo("RightsMissing");
  }
}
