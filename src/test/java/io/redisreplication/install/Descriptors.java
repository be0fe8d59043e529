package io.redisreplication.install;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;

/** Fields of the resource as forms and pages of a console show them, with the CRD's own words. */
final class Descriptors {
  private static final String UI = "urn:alm:descriptor:com.tectonic.ui:";

  /** What the type does not tell. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "replicas", UI + "podCount",
          "pod.resources", UI + "resourceRequirements",
          "pod.nodeSelector", UI + "advanced",
          "pod.affinity", UI + "advanced",
          "auth.secretName", "urn:alm:descriptor:io.kubernetes:Secret",
          "storage.storageClassName", "urn:alm:descriptor:io.kubernetes:StorageClass",
          "conditions", "urn:alm:descriptor:io.kubernetes.conditions");

  private Descriptors() {}

  static ArrayNode of(String part) {
    var all = Serialization.jsonMapper().createArrayNode();
    describe("", schema(part), all);
    return all;
  }

  static String defaultImage() {
    return schema("spec").getProperties().get("image").getDefault().asText();
  }

  private static JSONSchemaProps schema(String part) {
    var crd = Serialization.unmarshal(Generated.crd(), CustomResourceDefinition.class);
    var version = crd.getSpec().getVersions().get(0);
    return version.getSchema().getOpenAPIV3Schema().getProperties().get(part);
  }

  private static void describe(String prefix, JSONSchemaProps parent, ArrayNode all) {
    parent
        .getProperties()
        .forEach(
            (name, schema) -> {
              var path = prefix + name;
              var descriptor = all.addObject();
              descriptor.put("path", path).put("displayName", words(path));
              Optional.ofNullable(schema.getDescription())
                  .ifPresent(text -> descriptor.put("description", text));
              look(path, schema).ifPresent(x -> descriptor.putArray("x-descriptors").add(x));
              if (prefix.isEmpty() && schema.getProperties() != null) {
                describe(path + ".", schema, all);
              }
            });
  }

  private static Optional<String> look(String path, JSONSchemaProps schema) {
    return Optional.ofNullable(KNOWN.get(path))
        .or(
            () ->
                Optional.ofNullable(
                    switch (String.valueOf(schema.getType())) {
                      case "boolean" -> UI + "booleanSwitch";
                      case "integer" -> UI + "number";
                      case "string" -> UI + "text";
                      default -> null;
                    }));
  }

  /** storage.reclaimPolicy: Storage reclaim policy. */
  private static String words(String path) {
    var spaced = path.replace('.', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase();
    return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }
}
