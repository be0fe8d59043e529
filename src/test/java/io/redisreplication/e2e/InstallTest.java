package io.redisreplication.e2e;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way of docs/install.md by its own commands, on a cluster that knows nothing of the operator:
 * installed, the minimal sample Ready, removed with the CRD. Then nothing is left but claims. It
 * runs where the cluster has no other set, as they go with the CRD.
 */
@Tag("install")
class InstallTest {
  private static final String WHOLE_CLUSTER = "Manifests for the whole cluster";
  private static final String ONE_NAMESPACE = "Manifests for one namespace";
  private static final String LAPTOP = "On your machine";

  @RegisterExtension static final Cluster cluster = new Cluster();
  @RegisterExtension static final Cluster elsewhere = new Cluster("-elsewhere");
  @TempDir static Path folder;

  static InstallGuide guide;
  static Inventory bare;

  @BeforeAll
  static void removeTheInstalled() throws Exception {
    assertThat(setsOfOthers())
        .as("sets in these namespaces would go with the CRD: delete them, or leave this test out")
        .isEmpty();
    guide = new InstallGuide(folder, cluster.operator().image(), cluster.namespace());
    guide.remove(WHOLE_CLUSTER);
    assertThat(guide.run("kubectl get --ignore-not-found -f install/cluster/install.yaml"))
        .isEmpty();
    bare = Inventory.of(cluster.client());
  }

  @AfterAll
  static void installAgain() {
    if (guide != null) {
      guide.install(WHOLE_CLUSTER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE_CLUSTER, ONE_NAMESPACE, "Kustomize", "Helm"})
  void way(String section) throws Exception {
    guide.install(section);
    applyTheSample(cluster).awaitReady();
    guide.remove(section);
    nothingIsLeft();
  }

  @Test
  void aProcessOfThisMachine() throws Exception {
    var commands = guide.installation(LAPTOP).lines().filter(l -> !l.startsWith("make ")).toList();
    guide.run(commands.get(0));
    try (var first = start(commands.get(1))) {
      RedisSet.eventually("the CRD is installed", () -> applyTheSample(elsewhere));
      applyTheSample(cluster).awaitReady();
      try (var second = start(commands.get(1))) {
        awaitSaid(second, "another operator works");
        first.close();
        awaitSaid(second, "this operator works");
      }
      assertThat(elsewhere.set("redis").status()).isNull();
    }
    guide.remove(LAPTOP);
    nothingIsLeft();
  }

  @Test
  void kustomizeMakesOfTheFileForOneNamespaceWhatSedMakes() throws Exception {
    var overlay = Files.createDirectory(folder.resolve("one"));
    Files.writeString(overlay.resolve("kustomization.yaml"), guide.yaml("Kustomize"));
    var sed = guide.installation(ONE_NAMESPACE).lines().skip(1).collect(joining("\n"));
    var file = sed.replaceFirst("\\|[^|]*$", "");
    assertThat(parse(guide.run("kubectl kustomize one"))).isEqualTo(parse(guide.run(file)));
  }

  /** What a test that failed half-way left must not be in the way of the next one. */
  @AfterEach
  void removeWhatIsLeft() {
    if (left().isEmpty()) {
      return;
    }
    for (var section : List.of("Helm", WHOLE_CLUSTER, ONE_NAMESPACE)) {
      guide.run("{\n" + guide.removal(section) + "} || true");
    }
  }

  private static LocalOperator start(String command) throws Exception {
    var jar = "java -jar target/quarkus-app/quarkus-run.jar ";
    assertThat(command).startsWith(jar);
    var watched = "QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES";
    return new LocalOperator(
        Map.of("QUARKUS_PROFILE", "prod", watched, cluster.namespace()),
        command.substring(jar.length()));
  }

  private static void awaitSaid(LocalOperator operator, String text) {
    RedisSet.eventually(text, () -> assertThat(operator.output()).contains(text));
  }

  private static RedisSet applyTheSample(Cluster where) throws Exception {
    return where.set("redis").applyResource(Files.readString(Path.of("samples/minimal.yaml")));
  }

  /** Claims are the user's choice. */
  private static void nothingIsLeft() {
    RedisSet.eventually(
        "three claims are left, with their volumes",
        () -> assertThat(left()).hasSize(6).allMatch(o -> o.startsWith("PersistentVolume")));
    cluster.client().persistentVolumeClaims().inNamespace(cluster.namespace()).delete();
    RedisSet.eventually("nothing is left", () -> assertThat(left()).isEmpty());
  }

  private static Set<String> left() {
    return Inventory.of(cluster.client()).since(bare);
  }

  private static Set<HasMetadata> parse(String yaml) {
    return Set.copyOf(cluster.client().load(new ByteArrayInputStream(yaml.getBytes())).items());
  }

  /** Namespaces of other tests are being deleted. */
  private static Set<String> setsOfOthers() {
    var client = cluster.client();
    return client.resources(RedisReplication.class).inAnyNamespace().list().getItems().stream()
        .map(s -> s.getMetadata().getNamespace())
        .filter(n -> client.namespaces().withName(n).get() != null)
        .filter(
            n -> client.namespaces().withName(n).get().getMetadata().getDeletionTimestamp() == null)
        .collect(toSet());
  }
}
