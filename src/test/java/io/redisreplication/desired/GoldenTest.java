package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.topology.TopologyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is made of a resource, to the letter. A new version of the operator that changes a
 * StatefulSet's pod template restarts every pod of every user, so a difference here is a decision.
 * {@code -Dgolden.update=true} writes the files anew.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private static final Map<String, RedisReplication> RESOURCES =
      Map.of(
          "minimal",
          Specs.minimal(),
          "full",
          Specs.full(),
          "cache",
          Specs.minimalWith("storage: {ephemeral: true, storageClassName: fast, size: 2048Mi}"),
          "static",
          Specs.minimalWith(
              "storage: {storageClassName: '', selector: {matchLabels: {disk: redis}}}"));

  private static final Map<String, Function<RedisReplication, Object>> OBJECTS =
      Map.of(
          "statefulset", rr -> DesiredStatefulSet.of(rr, rr.getSpec().replicas(), Optional.empty()),
          "services", rr -> DesiredServices.of(rr).values(),
          "config", GoldenTest::configWithoutScripts,
          "topology", rr -> DesiredTopology.of(rr, record()),
          "secret", rr -> DesiredSecret.of(rr, "cGFzc3dvcmQ="),
          "budget", DesiredPodDisruptionBudget::of);

  static Stream<String> files() {
    var every =
        OBJECTS.keySet().stream()
            .sorted()
            .flatMap(kind -> Stream.of(kind + "-full.yaml", kind + "-minimal.yaml"));
    return Stream.concat(every, Stream.of("statefulset-cache.yaml", "statefulset-static.yaml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAsBefore(String file) throws IOException {
    var parts = file.replace(".yaml", "").split("-");
    var now = Serialization.asYaml(OBJECTS.get(parts[0]).apply(RESOURCES.get(parts[1])));
    var golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, now);
    }
    assertThat(now.lines()).as(file).containsExactlyElementsOf(Files.readAllLines(golden));
  }

  /** Scripts have tests of their own, and their change restarts nothing. */
  private static Object configWithoutScripts(RedisReplication rr) {
    var map = DesiredConfigMap.of(rr, rr.getSpec().replicas());
    DesiredConfigMap.SCRIPTS.forEach(
        script -> assertThat(map.getData().remove(script)).startsWith("#!/bin/sh"));
    return map;
  }

  private static TopologyRecord record() {
    return new TopologyRecord("6f9a", 4, OptionalInt.of(1), 4);
  }
}
