package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any password works, and is nowhere but in its file, in redis.conf and in the environment of
 * redis-cli.
 */
class SecretPasswordTest {
  private static final String SPECIAL = "Zq\"7\\x41 '$(id)`#%é€\t{}\\n*;&\nsecond line\r!";
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  private ScriptedSet replicating(String shell, String password) {
    set = new ScriptedSet(folder, shell, 2);
    set.password = password;
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.record(1, 0);
    set.member(1).start();
    set.member(0).withToken().start().awaitRole("master");
    set.member(1).awaitFollows(0);
    return set;
  }

  @Shells
  void specialCharactersWorkEverywhere(String shell) {
    replicating(shell, SPECIAL);
    assertThat(set.member(0).awaitReady().stop()).isZero();

    set.password = null;
    assertThat(set.member(1).cli("PING")).startsWith("NOAUTH");
  }

  @Test
  void thePasswordIsInNoArgumentLogOrEnvironment() throws IOException {
    var password = "Zq7-not-to-be-seen";
    replicating("dash", password);

    try (var processes = Files.list(Path.of("/proc"))) {
      var arguments =
          processes.map(p -> p.resolve("cmdline")).filter(Files::exists).map(this::readOrGone);
      assertThat(arguments).noneMatch(text -> text.contains(password));
    }
    for (int i = 0; i < 2; i++) {
      var member = set.member(i);
      assertThat(readOrGone(Path.of("/proc/" + member.pid() + "/environ")))
          .doesNotContain(password);
      assertThat(ScriptedMember.read(member.log())).doesNotContain(password);
      assertThat(Files.getPosixFilePermissions(member.run.resolve("redis.conf"))).hasSize(2);
    }
  }

  @Test
  void theConfigurationOfAPasswordIsForItsOwnerOnly() throws IOException {
    set = new ScriptedSet(folder, "dash", 1);
    set.member(0).start().awaitHeld("no primary is recorded yet");

    var mode = Files.getAttribute(set.member(0).run.resolve("redis.conf"), "unix:mode");
    assertThat((int) mode & 0777).isEqualTo(0600);
  }

  @Shells
  void withoutPasswordFileThereIsNoAuthentication(String shell) {
    replicating(shell, null);

    assertThat(set.member(1).cli("GET", "epoch")).isEqualTo("1");
    assertThat(set.member(1).awaitReady().hasToken()).isTrue();
  }

  @Shells
  void anEmptyPasswordIsRefused(String shell) {
    set = new ScriptedSet(folder, shell, 1);
    set.password = "";
    set.member(0)
        .start()
        .awaitLog("password is empty: give the Secret a password, or set auth.enabled to false");

    assertThat(set.member(0).exitCode()).isEqualTo(1);
  }

  @Test
  void aNewlineAtTheEndOfTheFileIsNotPartOfThePassword() {
    set = new ScriptedSet(folder, "dash", 1);
    set.password = "from-an-editor\n";
    set.member(0).start().awaitLog("boot: held: no primary is recorded yet");
    assertThat(set.member(0).ready().text()).contains("not ready: held");

    set.password = "from-an-editor";
    assertThat(set.member(0).cli("PING")).isEqualTo("PONG");
  }

  /** A process may end while it is read. */
  private String readOrGone(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
