package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void aBinaryIsStartedAsItIs() throws Exception {
    var process =
        Program.binary(executable("#!/bin/sh\necho \"$0 $1\"\n")).with("--version").start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualTo(folder.resolve("operator") + " --version\n");
  }

  @Test
  void aJarIsStartedWithTheOptionsOfTheJvm() throws IOException {
    var jar = Files.createFile(folder.resolve("run.jar"));
    assertThat(Program.jar(jar, "-Xmx128m").command())
        .endsWith("-Xmx128m", "-jar", jar.toString())
        .first()
        .satisfies(java -> assertThat(Path.of(java)).isExecutable());
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThatThrownBy(() -> Program.binary(folder.resolve("none")))
        .hasMessageContaining("/none is missing: make native");
    assertThatThrownBy(() -> Program.binary(folder)).hasMessageContaining("is missing");
    assertThatThrownBy(() -> Program.jar(folder.resolve("none.jar")))
        .hasMessageContaining("/none.jar is missing: make build");
  }

  @Test
  void whatCannotBeExecutedIsSaid() throws IOException {
    var file = executable("");
    assertThat(file.toFile().setExecutable(false)).isTrue();
    assertThatThrownBy(() -> Program.binary(file)).hasMessageContaining("is not executable");
  }

  private Path executable(String text) throws IOException {
    var file = Files.writeString(folder.resolve("operator"), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
