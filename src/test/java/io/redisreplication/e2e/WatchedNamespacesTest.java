package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** An operator for a list of namespaces, with its rights in two. */
@Scenario
@Isolated
class WatchedNamespacesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ACCOUNT = "system:serviceaccount:%s:redis-replication-operator";

  @RegisterExtension static final Cluster home = new Cluster("-home");
  @RegisterExtension static final Cluster granted = new Cluster("-granted");
  @RegisterExtension static final Cluster other = new Cluster("-other");

  @BeforeAll
  static void grant() throws IOException {
    home.operator().stop();
    var yaml = Files.readString(Path.of("install/namespace/install.yaml"));
    for (var namespace : List.of(home.namespace(), granted.namespace())) {
      var here = yaml.replace("\"redis\"", "\"" + namespace + "\"");
      home.client().load(new ByteArrayInputStream(here.getBytes())).items().stream()
          .map(WatchedNamespacesTest::toTheAccountAtHome)
          .flatMap(Optional::stream)
          .forEach(o -> home.client().resource(o).create());
    }
  }

  /** Of the Role and its binding; the rest of the file is the operator itself. */
  private static Optional<HasMetadata> toTheAccountAtHome(HasMetadata object) {
    if (object instanceof RoleBinding b) {
      b.getSubjects().forEach(s -> s.setNamespace(home.namespace()));
      return Optional.of(b);
    }
    return Optional.of(object).filter(Role.class::isInstance);
  }

  @Test
  void setsOfTheListReplicateAndOthersAreLeftAlone() throws Exception {
    var foreign = other.set("foreign").applyMinimal();
    try (var operator = watching(home, granted)) {
      for (var namespace : new Cluster[] {home, granted}) {
        var set = namespace.set("redis").applyMinimal().awaitReady();
        set.redis().write("kept", 10, 2);
        set.redis().awaitOnAll("kept", 10);
      }
    }
    assertThat(foreign.status()).isNull();
  }

  @Test
  void aNamespaceWithoutRightsIsNamed() throws Exception {
    try (var operator = watching(home, other)) {
      Awaitility.await("it ends").atMost(LONG).until(() -> !operator.running());
      assertThat(operator.output())
          .contains("namespace " + other.namespace() + " cannot be watched");
    }
  }

  private static LocalOperator watching(Cluster... namespaces) throws IOException {
    return new LocalOperator(
        Map.of(
            "KUBERNETES_IMPERSONATE_USERNAME",
            ACCOUNT.formatted(home.namespace()),
            "REDIS_REPLICATION_CONNECT",
            "direct",
            "QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES",
            namespaces[0].namespace() + "," + namespaces[1].namespace()));
  }
}
