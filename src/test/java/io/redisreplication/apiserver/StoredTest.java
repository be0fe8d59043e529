package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.desired.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server makes of a resource: defaults, and what may change later. */
@OnApiServer
class StoredTest {
  @Test
  void everyDefaultShowsInTheStoredObject(Api api) {
    var stored = api.create("defaults", "{}").<Map<String, Object>>get("spec");
    stored.put("paused", false);
    assertThat(stored)
        .isEqualTo(
            Serialization.unmarshal(Serialization.asYaml(Specs.minimal().getSpec()), Map.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {storage: {size: 2Gi}}         | {storage: {size: 1Gi}}                | spec.storage.size              | size cannot shrink
          {storage: {size: 1Gi}}         | {storage: {size: 1G}}                 | spec.storage.size              | size cannot shrink
          {}                             | {storage: {claimTemplateName: x}}     | spec.storage.claimTemplateName | cannot change: the names of the claims are made from it
          {}                             | {storage: {ephemeral: true}}          | spec.storage.ephemeral         | make a new resource and copy the data
          {}                             | {auth: {enabled: false}}              | spec.auth                      | auth cannot change on an existing set
          {}                             | {auth: {secretName: x}}               | spec.auth                      | auth cannot change on an existing set
          {auth: {secretName: x}}        | {auth: {secretName: y}}               | spec.auth                      | auth cannot change on an existing set
          """)
  void cannotChange(String before, String after, String field, String message, Api api) {
    var name = "r" + Math.abs((before + after).hashCode());
    api.create(name, before);
    Api.assertRefused(() -> api.replace(api.resource(name, after)), field, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {storage: {size: 1Gi}}         | {storage: {size: 2Gi}}
          {storage: {size: 1Gi}}         | {storage: {size: 1024Mi}}
          {storage: {size: 1Gi}}         | {storage: {size: 1073741824}}
          {replicas: 5}                  | {replicas: 2}
          {primaryOrdinal: 1}            | {config: {common: {maxmemory: 1gb}}}
          {primaryOrdinal: 1}            | {primaryOrdinal: 2}
          {}                             | {failover: {enabled: false, delay: 10s}, update: {partition: 2}}
          {}                             | {podManagementPolicy: OrderedReady}
          {}                             | {storage: {storageClassName: fast, accessModes: [ReadWriteMany]}}
          {}                             | {storage: {retention: {whenDeleted: Delete}}}
          """)
  void mayChange(String before, String after, Api api) {
    var name = "r" + Math.abs((before + after).hashCode());
    api.create(name, before);
    var changed = api.resource(name, after);
    changed.<Map<String, Object>>get("spec").put("paused", true);
    assertThat(api.replace(changed).getMetadata().getGeneration()).isLessThanOrEqualTo(2);
  }

  static Stream<Path> samples() throws IOException {
    return Files.list(Path.of("samples")).filter(p -> p.toString().endsWith(".yaml")).sorted();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsTaken(Path sample, Api api) throws IOException {
    for (var document : Files.readString(sample).split("(?m)^---$")) {
      if (document.contains("kind: RedisReplication")) {
        var spec = Serialization.unmarshal(document, Map.class).get("spec");
        var text = spec == null ? "{}" : Serialization.asJson(spec);
        assertThat(api.tryCreate(api.resource("sample", text))).isNotNull();
      }
    }
  }
}
