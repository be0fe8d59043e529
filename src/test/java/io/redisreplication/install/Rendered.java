package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.util.List;
import java.util.stream.Stream;

/** A release of the chart, as Helm renders it. */
record Rendered(List<HasMetadata> objects) {
  static final Tool HELM = Tool.of("helm");

  /**
   * @param values as after {@code --set}
   */
  static Rendered with(String... values) throws Exception {
    return in(Generated.NAMESPACE, values);
  }

  static Rendered in(String namespace, String... values) throws Exception {
    var answer = template(namespace, values);
    assertThat(answer.exit()).as(answer.output()).isZero();
    return new Rendered(Generated.parse(answer.output()));
  }

  static Tool.Answer template(String namespace, String... values) throws Exception {
    var command =
        List.of(
            "template",
            Generated.NAME,
            Chart.FOLDER,
            "--namespace=" + namespace,
            "--kube-version=1.30.0");
    var set = Stream.of(values).map(v -> "--set=" + v);
    return HELM.run(Stream.concat(command.stream(), set).toArray(String[]::new));
  }

  <T extends HasMetadata> T only(Class<T> kind, String name) {
    return objects.stream()
        .filter(kind::isInstance)
        .filter(o -> o.getMetadata().getName().equals(name))
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  DeploymentSpec deployment() {
    return only(Deployment.class, Generated.NAME).getSpec();
  }

  /** Namespaces, as the operator is told. */
  String watched() {
    var container = deployment().getTemplate().getSpec().getContainers().get(0);
    return container.getEnv().stream()
        .filter(e -> e.getName().equals(Manifests.WATCHED))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** What has no namespace, by kind and name. */
  List<String> ofTheCluster() {
    return objects.stream()
        .filter(o -> o.getMetadata().getNamespace() == null)
        .map(o -> o.getKind() + " " + o.getMetadata().getName())
        .toList();
  }
}
