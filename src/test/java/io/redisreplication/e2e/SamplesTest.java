package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample can be applied as it is, and works. */
@Scenario
class SamplesTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static Stream<Path> samples() throws IOException {
    try (var files = Files.list(Path.of("samples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
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
    assertThat(set.endpoints("replicas")).hasSize(replicas);
    set.delete();
    cluster.client().persistentVolumeClaims().inNamespace(cluster.namespace()).delete();
  }
}
