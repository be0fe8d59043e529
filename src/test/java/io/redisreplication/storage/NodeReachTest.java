package io.redisreplication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the scheduler reads a volume's node affinity. */
class NodeReachTest {
  @ParameterizedTest
  @CsvSource({
    "kubernetes.io/hostname, In, n1, true",
    "kubernetes.io/hostname, In, n2, false",
    "zone, In, a, false",
    "kubernetes.io/hostname, NotIn, n1, false",
    "zone, NotIn, a, true",
    "kubernetes.io/hostname, Exists,, true",
    "zone, Exists,, false",
    "kubernetes.io/hostname, DoesNotExist,, false",
    "zone, DoesNotExist,, true",
    "rack, Gt, 6, true",
    "rack, Gt, 7, false",
    "rack, Lt, 8, true",
    "rack, Lt, 7, false",
    "kubernetes.io/hostname, Gt, 1, false",
    "zone, Lt, 1, false",
  })
  void operators(String key, String operator, String value, boolean reached) {
    var requirement =
        new NodeSelectorRequirementBuilder().withKey(key).withOperator(operator).build();
    if (value != null) {
      requirement.setValues(List.of(value));
    }
    var scene =
        Scene.available()
            .node("n1", false)
            .with(
                v ->
                    v.editSpec()
                        .withNewNodeAffinity()
                        .withNewRequired()
                        .addNewNodeSelectorTerm()
                        .withMatchExpressions(requirement)
                        .endNodeSelectorTerm()
                        .endRequired()
                        .endNodeAffinity()
                        .endSpec());
    assertThat(scene.next().equals("Retain")).isEqualTo(reached);
  }

  @ParameterizedTest
  @CsvSource({"n1, true", "n2, false"})
  void byName(String name, boolean reached) {
    var scene =
        Scene.available()
            .node("n1", false)
            .with(
                v ->
                    v.editSpec()
                        .withNewNodeAffinity()
                        .withNewRequired()
                        .addNewNodeSelectorTerm()
                        .addNewMatchField()
                        .withKey("metadata.name")
                        .withOperator("In")
                        .withValues(name)
                        .endMatchField()
                        .endNodeSelectorTerm()
                        .endRequired()
                        .endNodeAffinity()
                        .endSpec());
    assertThat(scene.next().equals("Retain")).isEqualTo(reached);
  }
}
