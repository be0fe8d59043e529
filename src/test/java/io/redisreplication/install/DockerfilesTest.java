package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No machine of the tests has a container engine, so this is all that is known of these files. */
@Tag("artefact")
class DockerfilesTest {
  private static final String JVM = "Dockerfile.jvm";
  private static final String NATIVE = "Dockerfile.native-micro";

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void theBaseIsPinned(String name) {
    assertThat(Dockerfile.read(name).one("FROM"))
        .matches("[a-z0-9.]+/[a-z0-9/-]+:[0-9.]+(@sha256:[0-9a-f]{64})?");
  }

  /** A name is no proof for runAsNonRoot: the kubelet knows numbers only. */
  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void theUserIsThatOfTheDeployment(String name) {
    var user = Generated.pod().getSecurityContext().getRunAsUser();
    assertThat(user).isPositive();
    assertThat(Dockerfile.read(name).one("USER")).isEqualTo(user + ":" + user);
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void nothingIsRunInTheBuildAndTheProgramIsNoShell(String name) {
    var file = Dockerfile.read(name);
    assertThat(file.instructions()).doesNotContainKeys("RUN", "ADD", "CMD", "SHELL", "VOLUME");
    List<?> entry = Serialization.unmarshal(file.one("ENTRYPOINT"), List.class);
    assertThat(entry.get(0)).isIn("java", "./application");
    assertThat(file.one("WORKDIR")).startsWith("/");
  }

  @Test
  void theJarIsWhatTheEntryPointStarts() {
    var file = Dockerfile.read(JVM);
    assertThat(file.one("ENTRYPOINT")).contains("\"-jar\", \"quarkus-run.jar\"");
    assertThat(file.instructions().get("COPY"))
        .allMatch(c -> c.contains(" " + file.one("WORKDIR")));
  }

  /** Everything that packaging made is copied. */
  @Test
  void whatIsCopiedIsThere() throws IOException {
    var sources = Dockerfile.read(JVM).sources();
    try (var made = Files.walk(Path.of("target/quarkus-app"))) {
      var files = made.filter(Files::isRegularFile).toList();
      var needed = files.stream().filter(f -> !f.endsWith("quarkus-app-dependencies.txt")).toList();
      assertThat(needed).allSatisfy(f -> assertThat(sources).anyMatch(s -> takes(s, f)));
      assertThat(sources).allSatisfy(s -> assertThat(needed).anyMatch(f -> takes(s, f)));
      assertThat(needed).allMatch(DockerfilesTest::sentToTheBuilder);
    }
  }

  @Test
  void theBinaryIsCopiedAndStarted() throws IOException {
    var file = Dockerfile.read(NATIVE);
    var binary = Path.of("target", NativeSources.read().binary());
    assertThat(file.sources()).hasSize(1).allMatch(s -> takes(s, binary));
    assertThat(file.one("COPY")).endsWith(file.one("WORKDIR") + "/application");
    assertThat(file.one("ENTRYPOINT")).isEqualTo("[\"./application\"]");
    assertThat(sentToTheBuilder(binary)).isTrue();
  }

  private static boolean takes(String source, Path file) {
    var glob = source.endsWith("/") ? source + "**" : source;
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(file);
  }

  private static boolean sentToTheBuilder(Path file) {
    var rules = Generated.read(Path.of(".dockerignore")).lines().toList();
    assertThat(rules.get(0)).isEqualTo("*");
    return rules.stream()
        .filter(r -> r.startsWith("!"))
        .map(r -> r.substring(1))
        .anyMatch(r -> takes(r, file) || takes(r + "/**", file));
  }
}
