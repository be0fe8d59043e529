package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Helm chart as Helm renders it, against what the build makes. */
@Tag("artefact")
class ChartTest {
  @Test
  void lint() throws Exception {
    var answer = Rendered.HELM.run("lint", "--strict", Chart.FOLDER);
    assertThat(answer.exit()).as(answer.output()).isZero();
  }

  @Test
  void thePodIsTheGeneratedOne() throws Exception {
    var pod = Rendered.with().deployment().getTemplate().getSpec();
    assertThat(pod).isEqualTo(Generated.pod());
  }

  @Test
  void theRightsAreTheGeneratedOnes() throws Exception {
    var release = Rendered.with();
    var role = release.only(ClusterRole.class, Generated.NAME + "-" + Generated.NAMESPACE);
    assertThat(role.getRules()).isEqualTo(Generated.rightsOnSets());
    assertThat(release.only(Role.class, Generated.NAME).getRules())
        .isEqualTo(Generated.rightsAtHome());
    assertThat(release.objects())
        .filteredOn(o -> !o.equals(role))
        .containsAll(Generated.unboundRoles());
  }

  @Test
  void releasesOfOneNameShareNothingOfTheCluster() throws Exception {
    var values =
        new String[] {"rbac.volumes=true", "rbac.clusterRoles=false", "crds.install=false"};
    assertThat(Rendered.in("team-a", values).ofTheCluster())
        .hasSize(3)
        .doesNotContainAnyElementsOf(Rendered.in("team-b", values).ofTheCluster());
  }

  @Test
  void theVersionIsTheProjects() {
    var chart =
        Serialization.unmarshal(
            Generated.read(Path.of(Chart.FOLDER, "Chart.yaml")), JsonNode.class);
    var version = Bundle.csv().at("/spec/version").asText();
    assertThat(chart.get("version").asText()).isEqualTo(version);
    assertThat(chart.get("appVersion").asText()).isEqualTo(version);
  }

  @Test
  void theCrdIsKeptUnlessToldOtherwise() throws Exception {
    var policy = "helm.sh/resource-policy";
    assertThat(crd(Rendered.with()).getMetadata().getAnnotations()).containsEntry(policy, "keep");
    assertThat(crd(Rendered.with("crds.keep=false")).getMetadata().getAnnotations())
        .doesNotContainKey(policy);
    assertThat(Rendered.with("crds.install=false").objects())
        .extracting(HasMetadata::getKind)
        .doesNotContain("CustomResourceDefinition");
  }

  private static HasMetadata crd(Rendered release) {
    return release.only(HasMetadata.class, "redisreplications.redisreplication.io");
  }
}
