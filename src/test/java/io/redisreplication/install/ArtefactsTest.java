package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Committed copies are what the build makes. {@code make artefacts} writes them anew. */
@Tag("artefact")
class ArtefactsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isWhatTheBuildMakes(String name, String made) throws IOException {
    var file = Path.of(name);
    if (Boolean.getBoolean("artefacts.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
    }
    assertThat(file).as("'make artefacts' writes it anew").hasContent(made);
  }

  static Stream<Arguments> files() {
    return Stream.of(Manifests.files(), Bundle.files(), Chart.files(), Configuration.files())
        .flatMap(files -> files.entrySet().stream())
        .map(e -> Arguments.of(e.getKey(), e.getValue()));
  }
}
