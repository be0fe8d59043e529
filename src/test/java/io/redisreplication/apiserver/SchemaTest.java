package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code kubectl explain} and {@code kubectl get} show. */
@OnApiServer
class SchemaTest {
  /** Taken over from Kubernetes, with the meaning they have there. */
  private static final Set<String> KUBERNETES =
      Set.of(
          "spec.storage.selector",
          "spec.storage.volumes.nodeAffinity",
          "spec.pod.resources",
          "spec.pod.affinity",
          "spec.pod.tolerations",
          "spec.pod.topologySpreadConstraints",
          "spec.pod.securityContext",
          "spec.pod.env",
          "spec.pod.imagePullSecrets",
          "status.conditions");

  private static final Pattern UNIT =
      Pattern.compile("(?i)\\b(pods?|seconds|bytes|replicas|ordinal|number|counts|generation)\\b");

  @Test
  void everyFieldIsExplainedWithItsUnit() {
    var missing = new ArrayList<String>();
    var root = Api.definition().getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    Map.of("spec", root.getProperties().get("spec"), "status", root.getProperties().get("status"))
        .forEach((path, schema) -> walk(path, schema, missing));
    assertThat(missing).isEmpty();
  }

  private static void walk(String path, JSONSchemaProps schema, List<String> missing) {
    var properties = new TreeMap<String, JSONSchemaProps>();
    if (schema.getProperties() != null) {
      properties.putAll(schema.getProperties());
    }
    if (schema.getItems() != null && schema.getItems().getSchema().getProperties() != null) {
      properties.putAll(schema.getItems().getSchema().getProperties());
    }
    properties.forEach(
        (name, field) -> {
          var at = path + "." + name;
          var number =
              "integer".equals(field.getType())
                  || Boolean.TRUE.equals(field.getXKubernetesIntOrString());
          if (field.getDescription() == null) {
            missing.add(at + ": no description");
          } else if (number && !UNIT.matcher(field.getDescription()).find()) {
            missing.add(at + ": no unit in \"" + field.getDescription() + "\"");
          }
          if (!KUBERNETES.contains(at)) {
            walk(at, field, missing);
          }
        });
  }

  @Test
  void shortNameAndCategories(Api api) {
    var kind =
        api.client.getApiResources("redisreplication.io/v1beta1").getResources().stream()
            .filter(r -> r.getName().equals("redisreplications"))
            .findFirst()
            .orElseThrow();
    assertThat(kind.getShortNames()).containsExactly("rr");
    assertThat(kind.getCategories()).containsExactly("all");
    assertThat(kind.getNamespaced()).isTrue();
  }

  @Test
  void columns(Api api) throws Exception {
    api.create("columns", "{replicas: 4, image: redis:9}");
    var url =
        "%sapis/redisreplication.io/v1beta1/namespaces/%s/redisreplications/columns"
            .formatted(api.client.getMasterUrl(), api.namespace);
    var http = api.client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(url)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var table = new ObjectMapper().readTree(http.sendAsync(request, String.class).get().body());
    var names = new ArrayList<String>();
    var priorities = new ArrayList<Integer>();
    table
        .get("columnDefinitions")
        .forEach(
            c -> {
              names.add(c.get("name").asText());
              priorities.add(c.get("priority").asInt());
            });
    assertThat(names)
        .containsExactly("Name", "Ready", "Primary", "Replicas", "Age", "Epoch", "Image");
    assertThat(priorities).containsExactly(0, 0, 0, 0, 0, 1, 1);
    var cells = table.get("rows").get(0).get("cells");
    assertThat(cells.get(0).asText()).isEqualTo("columns");
    assertThat(cells.get(3).asInt()).isEqualTo(4);
    assertThat(cells.get(6).asText()).isEqualTo("redis:9");
  }

  @Test
  void scale(Api api) {
    api.create("scaled", "{}");
    var resource =
        api.client.resources(RedisReplication.class).inNamespace(api.namespace).withName("scaled");
    assertThat(resource.scale().getSpec().getReplicas()).isEqualTo(3);
    resource.scale(5);
    assertThat(resource.get().getSpec().replicas()).isEqualTo(5);
    var subresource = Api.definition().getSpec().getVersions().get(0).getSubresources().getScale();
    assertThat(subresource.getLabelSelectorPath()).isEqualTo(".status.selector");
    assertThat(subresource.getStatusReplicasPath()).isEqualTo(".status.replicas");
  }
}
