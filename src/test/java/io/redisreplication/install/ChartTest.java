package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart as Helm renders it, against what the build makes. */
@Tag("artefact")
class ChartTest {
  private static final Tool HELM = Tool.of("helm");

  @Test
  void lint() throws Exception {
    var answer = HELM.run("lint", "--strict", Chart.FOLDER);
    assertThat(answer.exit()).as(answer.output()).isZero();
  }

  @Test
  void thePodIsTheGeneratedOne() throws Exception {
    assertThat(deployment(render()).getSpec().getTemplate().getSpec()).isEqualTo(Generated.pod());
  }

  @Test
  void theRightsAreTheGeneratedOnes() throws Exception {
    var objects = render();
    var role = only(objects, ClusterRole.class, Generated.NAME + "-" + Generated.NAMESPACE);
    assertThat(role.getRules()).isEqualTo(Generated.rightsOnSets());
    assertThat(only(objects, Role.class, Generated.NAME).getRules())
        .isEqualTo(Generated.rightsAtHome());
    assertThat(objects).filteredOn(o -> !o.equals(role)).containsAll(Generated.unboundRoles());
  }

  @Test
  void releasesOfOneNameShareNothingOfTheCluster() throws Exception {
    var values =
        new String[] {"rbac.volumes=true", "rbac.clusterRoles=false", "crds.install=false"};
    assertThat(ofTheCluster(renderIn("team-a", values)))
        .hasSize(3)
        .doesNotContainAnyElementsOf(ofTheCluster(renderIn("team-b", values)));
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
    assertThat(crd(render()).getMetadata().getAnnotations()).containsEntry(policy, "keep");
    assertThat(crd(render("crds.keep=false")).getMetadata().getAnnotations())
        .doesNotContainKey(policy);
    assertThat(render("crds.install=false"))
        .extracting(HasMetadata::getKind)
        .doesNotContain("CustomResourceDefinition");
  }

  @Test
  void aNamespaceNeedsNothingOfTheCluster() throws Exception {
    var objects = render("rbac.scope=namespace", "rbac.clusterRoles=false", "crds.install=false");
    assertThat(objects)
        .isNotEmpty()
        .allSatisfy(o -> assertThat(o.getMetadata().getNamespace()).isEqualTo(Generated.NAMESPACE));
    assertThat(watched(objects)).isEqualTo(Generated.NAMESPACE);
  }

  @Test
  void aRoleInEachWatchedNamespace() throws Exception {
    var objects = render("rbac.scope=namespace", "watch.namespaces={team-a,team-b}");
    assertThat(watched(objects)).isEqualTo("team-a,team-b");
    assertThat(objects)
        .filteredOn(o -> o.getKind().equals("Role") && o.getMetadata().getName().endsWith("-sets"))
        .extracting(o -> o.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @Test
  void everythingAtOnce() throws Exception {
    var objects =
        render(
            "replicas=2",
            "rbac.volumes=true",
            "metrics.serviceMonitor.enabled=true",
            "podDisruptionBudget.enabled=true",
            "networkPolicy.enabled=true",
            "networkPolicy.from[0].namespaceSelector.matchLabels.name=monitoring",
            "image.pullSecrets={mine}",
            "nodeSelector.disk=fast",
            "podLabels.team=a",
            "podAnnotations.note=b",
            "priorityClassName=high",
            "env[0].name=QUARKUS_LOG_LEVEL",
            "env[0].value=DEBUG");
    assertThat(objects)
        .extracting(HasMetadata::getKind)
        .contains("ServiceMonitor", "PodDisruptionBudget", "NetworkPolicy", "Service");
    assertThat(objects)
        .extracting(o -> o.getMetadata().getName())
        .contains(Generated.NAME + "-" + Generated.NAMESPACE + "-volumes");
    var deployment = deployment(objects);
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    var pod = deployment.getSpec().getTemplate();
    assertThat(pod.getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(pod.getSpec().getNodeSelector()).containsEntry("disk", "fast");
    assertThat(pod.getSpec().getImagePullSecrets().get(0).getName()).isEqualTo("mine");
    assertThat(pod.getSpec().getContainers().get(0).getEnv())
        .anySatisfy(e -> assertThat(e.getValue()).isEqualTo("DEBUG"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown=1",
        "replicas=two",
        "rbac.scope=galaxy",
        "watch.namespaces={Team A}",
        "leaderElection.enabled=false,replicas=2"
      })
  void wrongValuesAreRefused(String values) throws Exception {
    var answer = template(Generated.NAMESPACE, "--set", values);
    assertThat(answer.exit()).as(answer.output()).isNotZero();
    assertThat(answer.output()).contains("values don't meet the specifications of the schema");
  }

  private static Tool.Answer template(String namespace, String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "template",
                Generated.NAME,
                Chart.FOLDER,
                "--namespace=" + namespace,
                "--kube-version=1.30.0"));
    command.addAll(List.of(options));
    return HELM.run(command.toArray(String[]::new));
  }

  private static List<HasMetadata> render(String... values) throws Exception {
    return renderIn(Generated.NAMESPACE, values);
  }

  private static List<HasMetadata> renderIn(String namespace, String... values) throws Exception {
    var options = Stream.of(values).flatMap(v -> Stream.of("--set", v)).toArray(String[]::new);
    var answer = template(namespace, options);
    assertThat(answer.exit()).as(answer.output()).isZero();
    return Generated.parse(answer.output());
  }

  private static String watched(List<HasMetadata> objects) {
    var container = deployment(objects).getSpec().getTemplate().getSpec().getContainers().get(0);
    return container.getEnv().stream()
        .filter(e -> e.getName().equals(Manifests.WATCHED))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Deployment deployment(List<HasMetadata> objects) {
    return only(objects, Deployment.class, Generated.NAME);
  }

  private static List<String> ofTheCluster(List<HasMetadata> objects) {
    return objects.stream()
        .filter(o -> o.getMetadata().getNamespace() == null)
        .map(o -> o.getKind() + " " + o.getMetadata().getName())
        .toList();
  }

  private static HasMetadata crd(List<HasMetadata> objects) {
    return only(objects, HasMetadata.class, "redisreplications.redisreplication.io");
  }

  private static <T extends HasMetadata> T only(List<HasMetadata> all, Class<T> kind, String name) {
    return all.stream()
        .filter(kind::isInstance)
        .filter(o -> o.getMetadata().getName().equals(name))
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }
}
