package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what after an installation. */
@Tag("artefact")
class RightsTest {
  private static final Set<String> WITHOUT_NAMESPACE = Set.of("persistentvolumes", "nodes");

  @Test
  void oneNamespaceNeedsNothingOfTheCluster() {
    var objects = file("install/namespace/install.yaml");
    assertThat(objects)
        .allSatisfy(
            o -> assertThat(o.getMetadata().getNamespace()).isEqualTo(Manifests.ANY_NAMESPACE));
    assertThat(rules(objects))
        .allSatisfy(
            r -> assertThat(r.getResources()).doesNotContainAnyElementsOf(WITHOUT_NAMESPACE));
  }

  @Test
  void oneNamespaceGrantsWhatTheClusterGrants() {
    var cluster =
        rules(file("install/cluster/install.yaml").stream().filter(o -> !forPeople(o)).toList());
    var volumes = named(Generated.VOLUMES).getRules();
    var namespace = Rights.of(rules(file("install/namespace/install.yaml")));
    namespace.addAll(Rights.of(volumes));
    assertThat(Rights.of(cluster)).isEqualTo(namespace);
  }

  @Test
  void volumesAreARoleOfTheirOwn() {
    var resources =
        named(Generated.VOLUMES).getRules().stream().flatMap(r -> r.getResources().stream());
    assertThat(resources).containsExactlyInAnyOrderElementsOf(WITHOUT_NAMESPACE);
    assertThat(file("install/crd/install.yaml"))
        .extracting(HasMetadata::getKind)
        .containsOnly("CustomResourceDefinition", "ClusterRole");
  }

  @Test
  void peopleGetTheSetsWithTheirNamespace() {
    for (var role : List.of("view", "edit", "admin")) {
      assertThat(named("redisreplication-" + role).getMetadata().getLabels())
          .containsEntry("rbac.authorization.k8s.io/aggregate-to-" + role, "true");
    }
    assertThat(named("redisreplication-view").getRules())
        .allSatisfy(r -> assertThat(r.getVerbs()).containsOnly("get", "list", "watch"));
  }

  /** Kubernetes lets nobody grant what they do not hold. */
  @Test
  void anAdministratorOfANamespaceMayInstallInIt() {
    var held = new TreeSet<String>();
    for (var role : List.of("view", "edit", "admin")) {
      held.addAll(Rights.of(named("redisreplication-" + role).getRules()));
    }
    var needed = Rights.of(rules(file("install/namespace/install.yaml")));
    needed.removeIf(g -> !g.startsWith("redisreplication.io/") && !g.startsWith("events.k8s.io/"));
    assertThat(held).containsAll(needed);
    assertThat(needed).isNotEmpty();
  }

  @Test
  void nothingIsGrantedByWildcard() {
    assertThat(Rights.of(rules(file("install/cluster/install.yaml"))))
        .isNotEmpty()
        .noneMatch(g -> g.contains("*") || g.contains("escalate") || g.contains("impersonate"));
  }

  private static ClusterRole named(String name) {
    return file("install/crd/install.yaml").stream()
        .filter(o -> o.getMetadata().getName().equals(name))
        .map(ClusterRole.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static boolean forPeople(HasMetadata object) {
    return object.getMetadata().getName().startsWith("redisreplication-")
        && object instanceof ClusterRole r
        && r.getMetadata().getLabels().keySet().stream().anyMatch(l -> l.contains("aggregate"));
  }

  private static List<PolicyRule> rules(List<HasMetadata> objects) {
    return objects.stream()
        .flatMap(
            o ->
                switch (o) {
                  case ClusterRole r -> r.getRules().stream();
                  case Role r -> r.getRules().stream();
                  default -> Stream.<PolicyRule>empty();
                })
        .toList();
  }

  private static List<HasMetadata> file(String name) {
    return Generated.parse(Manifests.files().get(name));
  }
}
