package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchAccessTest {
  private final EmptyCluster cluster = new EmptyCluster();
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder().withMasterUrl(cluster.url()).build())
          .build();
  private final WatchAccess access = new WatchAccess(client);

  @BeforeEach
  void answer() {
    cluster.answerLists();
  }

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void asksForOneSetInEachNamespace() {
    access.check("team-a");
    access.check("JOSDK_ALL_NAMESPACES");
    assertThat(cluster.requests())
        .containsExactly(
            "GET /apis/redisreplication.io/v1beta1/namespaces/team-a/redisreplications?limit=1",
            "GET /apis/redisreplication.io/v1beta1/redisreplications?limit=1");
  }

  @Test
  void aNamespaceWithoutRightsIsNamed() {
    cluster.refuseLists(403);
    assertThatThrownBy(() -> access.check("team-a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "namespace team-a cannot be watched: refused",
            "install/namespace/install.yaml",
            "QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES");
  }

  @Test
  void aMissingCrdIsNamed() {
    cluster.refuseLists(404);
    assertThatThrownBy(() -> access.check("team-a"))
        .hasMessageContainingAll("the CRD is missing", "install/crd/install.yaml");
  }
}
