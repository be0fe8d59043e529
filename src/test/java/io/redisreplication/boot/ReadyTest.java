package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** ready.sh: loaded, not held, synced once since boot. Loading is in {@link HeldRowsTest}. */
class ReadyTest {
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  private ScriptedSet set(String shell) {
    set = new ScriptedSet(folder, shell, 2);
    set.member(0).disk.write(CLUSTER, 1, 0);
    return set.record(1, 0);
  }

  private void assertNotReady(int ordinal, String why) {
    var ready = set.member(ordinal).ready();
    assertThat(ready.exit()).isEqualTo(1);
    assertThat(ready.text()).contains("not ready: " + why);
    assertThat(set.member(ordinal).hasToken()).isFalse();
  }

  @Shells
  void withoutRedisItIsNotReady(String shell) {
    set(shell).member(0).start().kill();

    assertNotReady(0, "Redis gives no answer: Could not connect");
  }

  @Shells
  void aHeldMemberIsNotReady(String shell) {
    set(shell).member(0).start().awaitHeld("this pod is the recorded primary");

    assertNotReady(0, "held: neither primary nor replica yet");
  }

  /** Story C14: pod 1 with the data is made only when pod 0 is ready. */
  @Shells
  void withOrderedReadyAHeldMemberIsReadyWithoutToken(String shell) {
    set(shell)
        .env("HELD_IS_READY", true)
        .member(0)
        .start()
        .awaitHeld("this pod is the recorded primary");

    assertThat(set.member(0).ready()).isEqualTo(new Ran(0, ""));
    assertThat(set.member(0).hasToken()).isFalse();
  }

  /** The pod of the primary is made after this one. */
  @Shells
  void withOrderedReadyAReplicaWithoutPrimaryIsReadyWithoutToken(String shell) {
    set(shell)
        .env("HELD_IS_READY", true)
        .member(1)
        .start()
        .awaitLog("boot: replica of the primary");

    assertThat(set.member(1).ready()).isEqualTo(new Ran(0, ""));
    assertThat(set.member(1).hasToken()).isFalse();
  }

  @Shells
  void aPrimaryIsReadyAndGetsTheToken(String shell) {
    set(shell).member(0).start().awaitHeld("this pod is the recorded primary");
    set.member(0).cli("REPLICAOF", "NO", "ONE");

    assertThat(set.member(0).ready()).isEqualTo(new Ran(0, ""));
    assertThat(set.member(0).hasToken()).isTrue();
  }

  @Shells
  void aReplicaIsReadyOnceSyncedAndStaysSoWithoutItsPrimary(String shell) {
    set(shell).member(1).start().awaitLog("boot: replica of the primary");
    assertNotReady(1, "not yet in sync with 127.0.1.0:");

    set.member(0).withToken().start();
    set.member(1).awaitFollows(0).awaitReady();
    assertThat(set.member(1).hasToken()).isTrue();

    set.member(0).kill();
    set.member(1).awaitLog("Connection with master lost");
    assertThat(set.member(1).ready()).isEqualTo(new Ran(0, ""));
  }

  @Shells
  void aRestartedReplicaMustSyncAgain(String shell) {
    set(shell).member(0).withToken().start();
    set.member(1).start().awaitFollows(0).awaitReady();
    set.member(0).kill();
    set.member(1).kill();

    set.member(1).start().awaitLog("boot: replica of the primary");
    var ready = set.member(1).ready();
    assertThat(ready.exit()).isEqualTo(1);
    assertThat(Files.exists(set.member(1).run.resolve("synced"))).isFalse();
    assertThat(set.member(1).hasToken()).isTrue();
  }
}
