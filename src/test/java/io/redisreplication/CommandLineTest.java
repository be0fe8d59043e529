package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void withoutArgumentsTheOperatorRuns() {
    assertThat(CommandLine.answer()).isEmpty();
    assertThat(CommandLine.answer("--install-crd")).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    var answer = CommandLine.answer("--version").orElseThrow();
    assertThat(answer.exit()).isZero();
    assertThat(answer.text()).matches("redis-replication-operator \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void helpNamesEveryArgument() {
    var answer = CommandLine.answer("--help", "--version").orElseThrow();
    assertThat(answer.exit()).isZero();
    assertThat(answer.text())
        .contains("--install-crd", "--version", "--help", "docs/configuration.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--installcrd", "install", "-version", ""})
  void whatIsUnknownIsRefused(String argument) {
    var answer = CommandLine.answer("--version", argument).orElseThrow();
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.text()).contains("'" + argument + "'", "--install-crd --help --version");
  }
}
