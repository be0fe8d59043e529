package io.redisreplication.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The OLM bundle: what the bundle generator makes, completed by src/main/olm, the samples and the
 * CRD.
 */
final class Bundle {
  private static final Path FOLDER = Path.of("target/bundle", Generated.NAME);
  private static final Path OLM = Path.of("src/main/olm");
  private static final String CSV =
      "manifests/redis-replication-operator.clusterserviceversion.yaml";
  private static final List<String> COPIES =
      List.of(
          "bundle.Dockerfile",
          "metadata/annotations.yaml",
          "manifests/redisreplications.redisreplication.io-v1.crd.yml");
  private static final List<String> EXAMPLES =
      List.of("minimal", "production", "cache", "migration", "migration-source");

  private Bundle() {}

  static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    COPIES.forEach(copy -> files.put("bundle/" + copy, Generated.read(FOLDER.resolve(copy))));
    files.put("bundle/" + CSV, Serialization.asYaml(csv()));
    Generated.unboundRoles().forEach(role -> put(files, role, "clusterrole"));
    Generated.all(Service.class).map(Bundle::anywhere).forEach(s -> put(files, s, "service"));
    return files;
  }

  private static void put(Map<String, String> files, HasMetadata object, String kind) {
    var name = object.getMetadata().getName() + "." + kind + ".yaml";
    files.put("bundle/manifests/" + name, Serialization.asYaml(object));
  }

  /** OLM says where. */
  private static Service anywhere(Service service) {
    return new ServiceBuilder(service).editMetadata().withNamespace(null).endMetadata().build();
  }

  static ObjectNode csv() {
    var csv = yaml(FOLDER.resolve(CSV));
    merge(csv, yaml(OLM.resolve("clusterserviceversion.yaml")));
    var spec = csv.withObject("/spec");
    var image = Generated.image();
    csv.withObject("/metadata/annotations")
        .put("containerImage", image)
        .put("olm.skipRange", "<" + spec.get("version").asText())
        .put("alm-examples", examples());
    spec.putArray("icon").addObject().put("base64data", icon()).put("mediatype", "image/svg+xml");
    rights(spec.withObject("/install/spec"));
    describe((ObjectNode) spec.at("/customresourcedefinitions/owned/0"));
    var images = spec.putArray("relatedImages");
    images.addObject().put("name", "operator").put("image", image);
    images.addObject().put("name", "redis").put("image", Descriptors.defaultImage());
    return csv;
  }

  /** OLM makes Roles of permissions in the watched namespaces; ClusterRoles when it is all. */
  private static void rights(ObjectNode install) {
    install.remove("clusterPermissions");
    var json = Serialization.jsonMapper();
    var rules = (ArrayNode) install.at("/permissions/0/rules");
    Generated.rightsOnSets().forEach(rule -> rules.add(json.<JsonNode>valueToTree(rule)));
  }

  private static void describe(ObjectNode owned) {
    owned.put("displayName", "Redis Replication");
    owned.put("description", "One Redis primary and its replicas on a StatefulSet.");
    owned.set("specDescriptors", Descriptors.of("spec"));
    owned.set("statusDescriptors", Descriptors.of("status"));
  }

  private static String examples() {
    var all = Serialization.jsonMapper().createArrayNode();
    EXAMPLES.forEach(name -> all.add(yaml(Path.of("samples", name + ".yaml"))));
    return all.toPrettyString();
  }

  private static String icon() {
    var svg = Generated.read(OLM.resolve("icon.svg")).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(svg);
  }

  private static ObjectNode yaml(Path file) {
    return Serialization.unmarshal(Generated.read(file), ObjectNode.class);
  }

  /** Objects field by field; anything else is replaced. */
  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            field -> {
              if (base.get(field.getKey()) instanceof ObjectNode inner
                  && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
              } else {
                base.set(field.getKey(), field.getValue());
              }
            });
  }
}
