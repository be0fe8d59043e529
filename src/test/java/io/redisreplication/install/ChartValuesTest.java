package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values of the Helm chart do. */
@Tag("artefact")
class ChartValuesTest {
  @Test
  void aNamespaceNeedsNothingOfTheCluster() throws Exception {
    var release =
        Rendered.with("rbac.scope=namespace", "rbac.clusterRoles=false", "crds.install=false");
    assertThat(release.objects())
        .isNotEmpty()
        .allSatisfy(o -> assertThat(o.getMetadata().getNamespace()).isEqualTo(Generated.NAMESPACE));
    assertThat(release.watched()).isEqualTo(Generated.NAMESPACE);
  }

  @Test
  void aRoleInEachWatchedNamespace() throws Exception {
    var release = Rendered.with("rbac.scope=namespace", "watch.namespaces={team-a,team-b}");
    assertThat(release.watched()).isEqualTo("team-a,team-b");
    assertThat(release.objects())
        .filteredOn(o -> o.getKind().equals("Role") && o.getMetadata().getName().endsWith("-sets"))
        .extracting(o -> o.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @Test
  void withoutLeaderElectionTheOldOperatorEndsFirst() throws Exception {
    var alone = Rendered.with("leaderElection.enabled=false").deployment();
    assertThat(alone.getStrategy().getType()).isEqualTo("Recreate");
    assertThat(Rendered.with().deployment().getStrategy()).isNull();
  }

  @Test
  void namesThatTheChartUsesItself() throws Exception {
    var deployment =
        Rendered.with(
                "podLabels.app\\.kubernetes\\.io/name=mine",
                "podAnnotations.prometheus\\.io/scheme=https")
            .deployment();
    var pod = deployment.getTemplate().getMetadata();
    assertThat(pod.getLabels()).containsAllEntriesOf(deployment.getSelector().getMatchLabels());
    assertThat(pod.getAnnotations()).containsEntry("prometheus.io/scheme", "https");
  }

  @Test
  void everythingAtOnce() throws Exception {
    var release =
        Rendered.with(
            "replicas=2",
            "rbac.volumes=true",
            "metrics.serviceMonitor.enabled=true",
            "metrics.serviceMonitor.labels.release=monitoring",
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
    assertThat(release.objects())
        .extracting(HasMetadata::getKind)
        .contains("ServiceMonitor", "PodDisruptionBudget", "NetworkPolicy", "Service");
    assertThat(release.objects())
        .filteredOn(o -> o.getKind().equals("ServiceMonitor"))
        .allSatisfy(
            o ->
                assertThat(o.getMetadata().getLabels())
                    .containsEntry("release", "monitoring")
                    .containsEntry("app.kubernetes.io/name", Generated.NAME));
    assertThat(release.objects())
        .extracting(o -> o.getMetadata().getName())
        .contains(Generated.NAME + "-" + Generated.NAMESPACE + "-volumes");
    assertThat(release.deployment().getReplicas()).isEqualTo(2);
    var pod = release.deployment().getTemplate();
    assertThat(pod.getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("note", "b")
        .containsEntry("prometheus.io/scrape", "true");
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
        "leaderElection.enabled=false,replicas=2",
        "leaderElection.enabled=null",
        "image.pullPolicy=null",
        "rbac=null"
      })
  void wrongValuesAreRefused(String values) throws Exception {
    var answer = Rendered.template(Generated.NAMESPACE, values);
    assertThat(answer.exit()).as(answer.output()).isNotZero();
    assertThat(answer.output()).contains("values don't meet the specifications of the schema");
  }
}
