package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrdInstallationTest {
  private final EmptyCluster cluster = new EmptyCluster();
  private final KubernetesClient client = client(cluster.url());

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void appliesOnTheServersSide() {
    start("--install-crd");
    assertThat(cluster.requests().get(0))
        .startsWith("PATCH ")
        .contains(
            "/customresourcedefinitions/redisreplications.redisreplication.io",
            "fieldManager=redis-replication-operator",
            "force=true");
    assertThat(cluster.crd().getSpec().getNames().getKind()).isEqualTo("RedisReplication");
    assertThat(cluster.crd().getSpec().getVersions().get(0).getSchema()).isNotNull();
  }

  @Test
  void asksForNothingWithoutTheArgument() {
    start();
    assertThat(cluster.requests()).isEmpty();
  }

  @Test
  void aMissingRightIsExplained() {
    cluster.refuseCrds();
    assertThatThrownBy(() -> start("--install-crd"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "the CRD was not applied: crds are forbidden: User \"me\"",
            "kubectl apply --server-side -f install/crd/install.yaml",
            "without --install-crd");
  }

  @Test
  void anApiServerThatIsNotThereIsNamed() {
    cluster.close();
    assertThatThrownBy(() -> start("--install-crd"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused")
        .hasMessageNotContaining("cluster-admin");
  }

  private void start(String... arguments) {
    new CrdInstallation(client, arguments).beforeTheOperatorStarts(new StartupEvent());
  }

  private static KubernetesClient client(String url) {
    var config = new ConfigBuilder().withMasterUrl(url).withRequestRetryBackoffLimit(0).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
