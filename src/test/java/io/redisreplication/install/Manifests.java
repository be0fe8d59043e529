package io.redisreplication.install;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of install/: for the whole cluster, for one namespace, and what that one shares. */
final class Manifests {
  /** Environment variable: which namespaces are watched, separated by commas. */
  static final String WATCHED = "QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES";

  /** Of install/namespace, until somebody names another. */
  static final String ANY_NAMESPACE = "redis";

  private static final String HEADER = "# Made by 'make artefacts'.\n";

  private Manifests() {}

  static Map<String, String> files() {
    return Map.of(
        "install/cluster/install.yaml", HEADER + Generated.crd() + yaml(Generated.objects()),
        "install/crd/install.yaml", HEADER + Generated.crd() + yaml(Generated.unboundRoles()),
        "install/namespace/install.yaml", HEADER + namespace());
  }

  private static String namespace() {
    return yaml(Generated.objects().stream().flatMap(Manifests::inOneNamespace).toList())
        .replace("\"" + Generated.NAMESPACE + "\"", "\"" + ANY_NAMESPACE + "\"");
  }

  private static Stream<HasMetadata> inOneNamespace(HasMetadata object) {
    return switch (object) {
      case Namespace n -> Stream.empty();
      case ClusterRole r -> Stream.empty();
      case ClusterRoleBinding b -> Stream.empty();
      case Role r -> Stream.of(withRightsOnSets(r));
      case Deployment d -> Stream.of(watchingItsOwn(d));
      default -> Stream.of(object);
    };
  }

  private static Role withRightsOnSets(Role role) {
    var rules = new ArrayList<>(role.getRules());
    rules.addAll(Generated.rightsOnSets());
    return new RoleBuilder(role).withRules(rules).build();
  }

  private static Deployment watchingItsOwn(Deployment deployment) {
    var copy = new DeploymentBuilder(deployment).build();
    var env = copy.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv();
    env.removeIf(e -> e.getName().equals(WATCHED));
    env.add(
        new EnvVarBuilder()
            .withName(WATCHED)
            .withNewValueFrom()
            .withNewFieldRef(null, "metadata.namespace")
            .endValueFrom()
            .build());
    return copy;
  }

  static String yaml(List<? extends HasMetadata> objects) {
    return objects.stream().map(Serialization::asYaml).collect(joining());
  }
}
