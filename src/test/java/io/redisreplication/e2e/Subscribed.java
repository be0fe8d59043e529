package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;

/** The operator in one namespace by a Subscription, each of whose plans is approved by hand. */
record Subscribed(KubernetesClient client, String namespace) {
  private static final String NAME = OperatorControl.NAME;
  private static final String V1ALPHA1 = "operators.coreos.com/v1alpha1";
  private static final List<String> SAID =
      List.of("state", "phase", "reason", "message", "conditions", "bundleLookups");

  /**
   * @param watched namespaces; empty for all
   * @param csv name of the version to begin with
   */
  void subscribe(List<String> watched, String csv) {
    create(
        """
        apiVersion: operators.coreos.com/v1
        kind: OperatorGroup
        metadata: {name: redis}
        spec: {targetNamespaces: %s}
        """
            .formatted(watched));
    create(
        """
        apiVersion: operators.coreos.com/v1alpha1
        kind: Subscription
        metadata: {name: redis}
        spec:
          name: redis-replication-operator
          source: redis-replication
          sourceNamespace: olm
          installPlanApproval: Manual
          startingCSV: %s
        """
            .formatted(csv));
  }

  private void create(String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    client.resource(object).inNamespace(namespace).create();
  }

  /** Approves the plan that waits, and returns the name of the version that then runs. */
  String approve() {
    RedisSet.eventually("a plan to approve", () -> assertThat(waiting()).as(this::said).hasSize(1));
    var plan = waiting().get(0);
    client
        .resource(plan)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"approved\": true}}");
    var csv = plan.<String>get("spec", "clusterServiceVersionNames", 0);
    RedisSet.eventually(csv + " is the only version", () -> assertRuns(csv));
    return csv;
  }

  private List<GenericKubernetesResource> waiting() {
    return olm("InstallPlan").stream()
        .filter(p -> "RequiresApproval".equals(p.get("status", "phase")))
        .toList();
  }

  /** Another version goes when this one has succeeded. */
  private void assertRuns(String csv) {
    assertThat(olm("ClusterServiceVersion"))
        .as(this::said)
        .extracting(c -> c.getMetadata().getName() + " " + c.get("status", "phase"))
        .containsExactly(csv + " Succeeded");
    assertThat(deployment().getMetadata().getLabels()).containsEntry("olm.owner", csv);
    assertThat(pods())
        .extracting(p -> p.getSpec().getContainers().get(0).getImage())
        .containsExactly(image());
  }

  Deployment deployment() {
    return client.apps().deployments().inNamespace(namespace).withName(NAME).get();
  }

  String image() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", NAME)
        .list()
        .getItems();
  }

  /** As a user does: OLM takes away what it made of the version. */
  void unsubscribe() {
    for (var kind : List.of("Subscription", "ClusterServiceVersion")) {
      olm(kind).forEach(object -> client.resource(object).delete());
    }
    client
        .genericKubernetesResources("operators.coreos.com/v1", "OperatorGroup")
        .inNamespace(namespace)
        .withName("redis")
        .delete();
  }

  /** What of the operator is in its namespace, and who has rights by it in others. */
  List<String> left() {
    return Stream.of(
            client.apps().deployments().inNamespace(namespace).list(),
            client.pods().inNamespace(namespace).list(),
            client.services().inNamespace(namespace).list(),
            client.serviceAccounts().inNamespace(namespace).list(),
            client.rbac().roles().inNamespace(namespace).list(),
            client.rbac().roleBindings().inAnyNamespace().list(),
            client.rbac().clusterRoleBindings().list(),
            client
                .genericKubernetesResources(V1ALPHA1, "ClusterServiceVersion")
                .inAnyNamespace()
                .list())
        .flatMap(list -> list.getItems().stream())
        .map(o -> o.getKind() + " " + o.getMetadata().getName())
        .filter(o -> o.contains("redis"))
        .toList();
  }

  private List<GenericKubernetesResource> olm(String kind) {
    return client
        .genericKubernetesResources(V1ALPHA1, kind)
        .inNamespace(namespace)
        .list()
        .getItems();
  }

  /** ClusterRoles of the operator. */
  List<String> rightsOfTheCluster() {
    return client.rbac().clusterRoleBindings().list().getItems().stream()
        .filter(
            b ->
                b.getSubjects().stream()
                    .anyMatch(s -> namespace.equals(s.getNamespace()) && NAME.equals(s.getName())))
        .map(b -> b.getRoleRef().getName())
        .toList();
  }

  /** By OLM, for failure messages. */
  String said() {
    var text = new StringBuilder("OLM says (all of it: CLUSTER_DIR/log/{olm,catalog,opm}.log)\n");
    for (var kind : List.of("Subscription", "InstallPlan", "ClusterServiceVersion")) {
      for (var object : olm(kind)) {
        text.append("---- %s %s\n".formatted(kind, object.getMetadata().getName()));
        SAID.forEach(field -> say(text, field, object.get("status", field)));
      }
    }
    return text.toString();
  }

  private static void say(StringBuilder text, String field, Object value) {
    if (value != null) {
      text.append(field).append(": ").append(Serialization.asJson(value)).append('\n');
    }
  }
}
