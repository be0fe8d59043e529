package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster with OLM and without the operator, as hack/olm/up.sh leaves it, and two namespaces for
 * each test, in which only pods of Pod Security level restricted may run.
 */
final class Olm implements BeforeEachCallback, AfterEachCallback, AfterTestExecutionCallback {
  static final String OPERATORS = "olm-operators";
  static final String ELSEWHERE = "olm-elsewhere";
  private static final List<String> NAMESPACES = List.of(OPERATORS, ELSEWHERE);
  private static final List<String> ROLES =
      List.of(
          "redis-replication-operator-volumes",
          "redisreplication-view",
          "redisreplication-edit",
          "redisreplication-admin");
  private static final Path CSV =
      Path.of("bundle/manifests/redis-replication-operator.clusterserviceversion.yaml");

  private final KubernetesClient client = new KubernetesClientBuilder().build();

  /** The name of the version in bundle/. */
  static String committed() throws IOException {
    var csv = Serialization.unmarshal(Files.readString(CSV), GenericKubernetesResource.class);
    return csv.getMetadata().getName();
  }

  Subscribed operator() {
    return new Subscribed(client, OPERATORS);
  }

  RedisSet set(String namespace) {
    return new RedisSet(client, namespace, "redis");
  }

  List<PersistentVolumeClaim> claims(String namespace) {
    return client.persistentVolumeClaims().inNamespace(namespace).list().getItems();
  }

  /**
   * What OLM leaves: the CRD, and with it the sets; the ClusterRoles of the bundle, some with the
   * label of their owner and some without. Those that OLM made itself for the CRD belong to it, and
   * go when Kubernetes collects garbage.
   */
  void deleteTheRest() {
    assertThat(crd().get()).as("the CRD that OLM made").isNotNull();
    crd().delete();
    ROLES.forEach(name -> client.rbac().clusterRoles().withName(name).delete());
    RedisSet.eventually(
        "the CRD and the ClusterRoles are gone",
        () -> {
          assertThat(crd().get()).isNull();
          assertThat(client.rbac().clusterRoles().list().getItems())
              .filteredOn(role -> role.getMetadata().getOwnerReferences().isEmpty())
              .extracting(role -> role.getMetadata().getName())
              .noneMatch(name -> name.contains("redis"));
        });
  }

  private Resource<CustomResourceDefinition> crd() {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("redisreplications.redisreplication.io");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    remove();
    NAMESPACES.forEach(name -> client.resource(Cluster.restricted(name)).create());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(e -> tell(context, e));
  }

  private void tell(ExtensionContext context, Throwable failure) {
    System.out.println(operator().said());
    if (crd().get() == null) {
      return;
    }
    for (var namespace : NAMESPACES) {
      System.out.println(new Diagnosis(client, namespace).of(context, failure));
    }
  }

  /** While OLM runs, which has finalizers on its own. */
  @Override
  public void afterEach(ExtensionContext context) {
    remove();
    client.close();
  }

  private void remove() {
    NAMESPACES.forEach(name -> client.namespaces().withName(name).delete());
    RedisSet.eventually(
        "the namespaces are gone",
        () ->
            assertThat(NAMESPACES)
                .allSatisfy(n -> assertThat(client.namespaces().withName(n).get()).isNull()));
  }
}
