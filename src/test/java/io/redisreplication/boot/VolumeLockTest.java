package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Story C19: the new container of a force-deleted pod waits until the old process has ended. */
class VolumeLockTest {
  @TempDir Path folder;
  ScriptedSet oldPod;
  ScriptedSet newPod;

  @AfterEach
  void stop() {
    newPod.close();
    oldPod.close();
  }

  @Shells
  void storyC19_aSecondProcessWaitsForTheFirst(String shell) {
    oldPod = new ScriptedSet(folder.resolve("old"), shell, 1);
    newPod = new ScriptedSet(folder.resolve("new"), shell, 1);
    oldPod.member(0).disk.write(CLUSTER, 1, 0);
    oldPod.record(1, 0).member(0).start().awaitRole("master");
    newPod.record(1, 0);
    var second = newPod.member(0).environment("RR_DATA", oldPod.member(0).disk.folder().toString());

    second.start().awaitLog("boot: waiting (0s): another process still holds");
    assertThat(second.cli("PING")).contains("Connection refused");
    assertThat(oldPod.member(0).cli("SET", "last", "write")).isEqualTo("OK");

    oldPod.member(0).kill();
    second.awaitRole("master");
    assertThat(second.cli("GET", "last")).isEqualTo("write");
  }

  @Test
  void aWaitingContainerSaysSoEveryTenSeconds() {
    oldPod = new ScriptedSet(folder.resolve("old"), "dash", 1);
    newPod = new ScriptedSet(folder.resolve("new"), "dash", 1);
    var first = oldPod.member(0).start().awaitHeld("no primary is recorded yet");
    var second = newPod.member(0).environment("RR_DATA", first.disk.folder().toString());

    second.start().awaitLog("boot: waiting (10s)");
    assertThat(second.boot().lines()).hasSize(2);
  }

  @Shells
  void theLockEndsWithRedisAndNotWithTheLoop(String shell) {
    oldPod = new ScriptedSet(folder.resolve("old"), shell, 3);
    newPod = new ScriptedSet(folder.resolve("new"), shell, 3);
    var first = oldPod.member(0).start().awaitHeld("no primary is recorded yet");
    var second = newPod.member(0).environment("RR_DATA", first.disk.folder().toString());
    second.start().awaitLog("boot: waiting (0s)");

    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
    second.awaitHeld("no primary is recorded yet");
  }

  @Shells
  void aWaitingContainerEndsOnSigterm(String shell) {
    oldPod = new ScriptedSet(folder.resolve("old"), shell, 1);
    newPod = new ScriptedSet(folder.resolve("new"), shell, 1);
    var first = oldPod.member(0).start().awaitHeld("no primary is recorded yet");
    var second = newPod.member(0).environment("RR_DATA", first.disk.folder().toString());
    second.start().awaitLog("boot: waiting (0s)");

    assertThat(second.stop()).isEqualTo(143);
  }

  @Shells
  void withoutLockSupportItWarnsAndGoesOn(String shell) {
    oldPod = new ScriptedSet(folder.resolve("old"), shell, 1);
    newPod = oldPod;
    var tools =
        Tools.with(
            folder.resolve("tools"), "flock", "echo 'flock: 9: No locks available' >&2; exit 71");
    oldPod.member(0).environment("PATH", tools + ":" + System.getenv("PATH")).start();

    oldPod.member(0).awaitLog("a second process could use it too: flock: 9: No locks available");
    oldPod.member(0).awaitHeld("no primary is recorded yet");
  }
}
