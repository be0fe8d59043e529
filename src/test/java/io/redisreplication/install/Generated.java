package io.redisreplication.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What packaging made of the annotations and of src/main/kubernetes. */
final class Generated {
  static final String NAME = "redis-replication-operator";
  static final String NAMESPACE = "redis-replication-system";

  /** For PersistentVolumes and nodes; what has no namespace is granted apart. */
  static final String VOLUMES = NAME + "-volumes";

  private static final Path FOLDER = Path.of("target/kubernetes");

  private Generated() {}

  static String crd() {
    return read(FOLDER.resolve("redisreplications.redisreplication.io-v1.yml"));
  }

  static List<HasMetadata> objects() {
    return parse(read(FOLDER.resolve("kubernetes.yml")));
  }

  static <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return objects().stream().filter(kind::isInstance).map(kind::cast);
  }

  static PodSpec pod() {
    var deployment = all(Deployment.class).findFirst().orElseThrow();
    return deployment.getSpec().getTemplate().getSpec();
  }

  static String image() {
    return pod().getContainers().get(0).getImage();
  }

  /** In the operator's own namespace. */
  static List<PolicyRule> rightsAtHome() {
    return all(Role.class).flatMap(r -> r.getRules().stream()).toList();
  }

  /** In the namespaces of the sets. */
  static List<PolicyRule> rightsOnSets() {
    return all(ClusterRole.class)
        .filter(Generated::onSets)
        .flatMap(r -> r.getRules().stream())
        .toList();
  }

  private static boolean onSets(ClusterRole role) {
    var name = role.getMetadata().getName();
    return !name.equals(VOLUMES)
        && all(ClusterRoleBinding.class).anyMatch(b -> b.getRoleRef().getName().equals(name));
  }

  /** That the operator does not have by itself: for people, and for disks. */
  static List<ClusterRole> unboundRoles() {
    return all(ClusterRole.class).filter(r -> !onSets(r)).toList();
  }

  static List<HasMetadata> parse(String yaml) {
    return Arrays.stream(yaml.split("(?m)^---$"))
        .filter(document -> document.lines().anyMatch(l -> l.startsWith("kind:")))
        .map(document -> (HasMetadata) Serialization.unmarshal(document))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is missing: make build", e);
    }
  }
}
