package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample can be applied as it is, and works; those of a migration once disks are there. */
@Scenario
class SamplesTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static Stream<Path> samples() throws IOException {
    try (var files = Files.list(Path.of("samples"))) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .filter(f -> !f.getFileName().toString().startsWith("migration"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void migration() throws IOException {
    var disks = threeDisks("by-volume").stream().map(Disks.of(cluster)::describe).toList();
    var yaml = Files.readString(Path.of("samples/migration.yaml"));
    for (var i = 0; i < disks.size(); i++) {
      yaml = yaml.replace("pvc-of-redis-" + i, Disks.name(disks.get(i)));
    }
    cluster.set("redis-recovered").applyResource(yaml).awaitReady().redis().awaitOnAll("kept", 10);
  }

  @Test
  void migrationFromASource() throws IOException {
    var disk = threeDisks("by-source").get(0);
    var yaml =
        Files.readString(Path.of("samples/migration-source.yaml"))
            .replace("/mnt/disks/redis-0", disk.getSpec().getLocal().getPath())
            .replace("node-1", Disks.node(disk));
    cluster.set("redis-from-source").applyResource(yaml);
    cluster.set("redis-from-source").awaitReady().redis().awaitOnAll("kept", 10);
  }

  private static List<PersistentVolume> threeDisks(String name) {
    var set = cluster.set(name).applyMinimal().awaitReady();
    set.redis().write("kept", 10, 2);
    return Disks.of(cluster).forget(set);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void replicates(Path sample) throws IOException {
    var yaml = Files.readString(sample);
    var rr = Serialization.unmarshal(yaml, RedisReplication.class);
    var set = cluster.set(rr.getMetadata().getName()).applyResource(yaml).awaitReady();
    var replicas = set.replicas().size();
    set.redis().write("sample", 10, replicas);
    set.redis().awaitOnAll("sample", 10);
    RedisSet.eventually(
        "endpoints, which follow readiness",
        () -> assertThat(set.endpoints("replicas")).hasSize(replicas));
    set.delete();
    cluster.client().persistentVolumeClaims().inNamespace(cluster.namespace()).delete();
  }
}
