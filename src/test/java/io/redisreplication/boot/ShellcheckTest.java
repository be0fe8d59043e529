package io.redisreplication.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts are POSIX sh. Fails, and is not skipped, where shellcheck is missing. */
class ShellcheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"boot.sh", "decide.sh", "ready.sh", "stop.sh"})
  void isClean(String script) {
    var file = ScriptedMember.SCRIPTS.resolve(script).toString();

    assertThat(Ran.of(new ProcessBuilder("shellcheck", "-s", "sh", file)))
        .isEqualTo(new Ran(0, ""));
  }
}
