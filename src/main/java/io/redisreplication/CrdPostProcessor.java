package io.redisreplication;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import java.util.Comparator;
import java.util.List;

/**
 * What annotations cannot say: the order of the columns, that conditions are a map by type, how
 * long a directive or a quantity may be (without a bound the API server refuses rules about it as
 * too costly), and that nothing is known of the inside of a volume's source.
 */
public class CrdPostProcessor implements CRDPostProcessor {
  private static final long MAX_DIRECTIVE = 1024;
  private static final long MAX_QUANTITY = 32;
  private static final List<String> COLUMNS =
      List.of("Ready", "Primary", "Replicas", "Age", "Epoch", "Image");

  @Override
  public HasMetadata process(HasMetadata crd, String specVersion) {
    if (crd instanceof CustomResourceDefinition definition) {
      definition.getSpec().getVersions().forEach(CrdPostProcessor::improve);
    }
    return crd;
  }

  private static void improve(CustomResourceDefinitionVersion version) {
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
    var status = version.getSchema().getOpenAPIV3Schema().getProperties().get("status");
    var conditions = status.getProperties().get("conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    conditions.getItems().getSchema().setRequired(List.of("type"));
    var spec = version.getSchema().getOpenAPIV3Schema().getProperties().get("spec");
    spec.getProperties()
        .get("config")
        .getProperties()
        .values()
        .forEach(role -> role.getAdditionalProperties().getSchema().setMaxLength(MAX_DIRECTIVE));
    var volume =
        spec.getProperties()
            .get("storage")
            .getProperties()
            .get("volumes")
            .getItems()
            .getSchema()
            .getProperties();
    volume.get("source").setAdditionalProperties(null);
    volume.get("capacity").setMaxLength(MAX_QUANTITY);
    spec.getProperties()
        .get("pod")
        .getProperties()
        .get("env")
        .getItems()
        .getSchema()
        .getProperties()
        .get("name")
        .setMaxLength(MAX_DIRECTIVE);
  }
}
