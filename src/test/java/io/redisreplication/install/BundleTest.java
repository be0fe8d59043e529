package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OLM and its catalogues ask of a bundle. */
@Tag("artefact")
class BundleTest {
  private final JsonNode csv = Bundle.csv();

  @Test
  void theValidatorHasNothingToSay() throws Exception {
    var answer =
        Tool.of("operator-verify")
            .run("manifests", "--operatorhub_validate", "--object_validate", "bundle");
    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(answer.output()).doesNotContain("level=error");
  }

  /** Or the test above could not fail. */
  @Test
  void theValidatorRefusesABadVersion(@TempDir Path broken) throws Exception {
    for (var file : Bundle.files().entrySet()) {
      var copy = broken.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.getValue().replaceFirst("(?m)^  version: .*", "  version: one"));
    }
    var answer = Tool.of("operator-verify").run("manifests", broken.resolve("bundle").toString());
    assertThat(answer.exit()).as(answer.output()).isNotZero();
  }

  @Test
  void nothingElseIsInTheFolder() throws IOException {
    try (var found = Files.walk(Path.of("bundle"))) {
      assertThat(found.filter(Files::isRegularFile).map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(Bundle.files().keySet());
    }
  }

  @Test
  void theExamplesAreResources() {
    var examples =
        Serialization.unmarshal(
            csv.at("/metadata/annotations/alm-examples").asText(), JsonNode.class);
    assertThat(examples).hasSizeGreaterThan(3);
    assertThat(examples)
        .allSatisfy(e -> assertThat(e.get("kind").asText()).isEqualTo("RedisReplication"));
  }

  @Test
  void everyFieldIsDescribed() {
    var owned = csv.at("/spec/customresourcedefinitions/owned/0");
    assertThat(owned.get("specDescriptors"))
        .hasSizeGreaterThan(20)
        .allSatisfy(d -> assertThat(d.path("displayName").asText()).isNotBlank());
    assertThat(owned.get("statusDescriptors").findValuesAsText("path"))
        .contains("conditions", "primary", "members");
  }

  @Test
  void itAsksForNothingOfTheCluster() {
    assertThat(csv.at("/spec/install/spec").has("clusterPermissions")).isFalse();
    var resources = csv.at("/spec/install/spec/permissions").findValues("resources").toString();
    assertThat(resources).contains("leases", "statefulsets").doesNotContain("persistentvolumes\"");
  }

  @Test
  void everyInstallModeIsSupported() {
    Map<String, Boolean> modes =
        StreamSupport.stream(csv.at("/spec/installModes").spliterator(), false)
            .collect(
                Collectors.toMap(m -> m.get("type").asText(), m -> m.get("supported").asBoolean()));
    assertThat(modes)
        .containsOnlyKeys("OwnNamespace", "SingleNamespace", "MultiNamespace", "AllNamespaces")
        .doesNotContainValue(false);
    var watched = csv.at("/spec/install/spec/deployments/0/spec/template/spec/containers/0/env");
    assertThat(watched.toString()).contains(Manifests.WATCHED, "olm.targetNamespaces");
  }
}
