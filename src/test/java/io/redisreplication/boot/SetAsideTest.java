package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 5 with writes of its own (story C15): a former primary keeps its files before it follows. */
class SetAsideTest {
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  /**
   * Pod 0 was primary of epoch 1 and has a write that nobody else has; pod 1 is primary of epoch 2.
   */
  private ScriptedMember formerPrimary(String shell) {
    set = new ScriptedSet(folder, shell, 2);
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.member(0).disk.run(List.of("SET", "only", "here"));
    set.member(1).disk.write(CLUSTER, 1, 0);
    set.member(1).disk.write(CLUSTER, 2, 1);
    set.record(2, 1);
    return set.member(0);
  }

  private void startBoth() {
    set.member(0).start();
    set.member(1).withToken().start().awaitRole("master");
    set.member(0).awaitFollows(1);
  }

  @Shells
  void aFormerPrimaryFollowsAndItsDataStaysReadable(String shell) {
    var former = formerPrimary(shell);
    startBoth();
    assertThat(former.boot()).contains("boot: set aside: the data of epoch 1");
    assertThat(former.cli("GET", "epoch")).isEqualTo("2");
    assertThat(former.cli("EXISTS", "only")).isEqualTo("0");
    set.member(1).cli("SET", "after", "the full sync");
    former.stop();

    assertThat(former.disk.entries("diverged-*")).containsExactly("diverged-1");
    var kept = new Disk(former.disk.folder().resolve("diverged-1"));
    assertThat(kept.run(List.of("GET", "only"))).isEqualTo("here");
    assertThat(kept.run(List.of("GET", "epoch"))).isEqualTo("1");
    assertThat(kept.run(List.of("EXISTS", "after"))).isEqualTo("0");
    assertThat(ScriptedMember.read(kept.folder().resolve("marker")))
        .startsWith("cluster=6f9a epoch=1 primary=0");
  }

  /** A taken-over set: the user has named the copy to keep, the others are filled from it. */
  @Shells
  void dataFromElsewhereIsKeptToo(String shell) {
    set = new ScriptedSet(folder, shell, 2);
    set.member(0).disk.run(List.of("SET", "only", "here"));
    set.member(1).disk.write(CLUSTER, 1, 1);
    set.record(1, 1);
    startBoth();

    var filled = set.member(0);
    assertThat(filled.boot()).contains("boot: set aside: the data from elsewhere is kept in");
    assertThat(filled.cli("EXISTS", "only")).isEqualTo("0");
    filled.stop();
    var kept = new Disk(filled.disk.folder().resolve("diverged-0"));
    assertThat(kept.run(List.of("GET", "only"))).isEqualTo("here");
  }

  @Shells
  void onlyTheNewestIsKept(String shell) throws IOException {
    var former = formerPrimary(shell);
    Files.createDirectories(former.disk.folder().resolve("diverged-0/appendonlydir"));
    Files.createDirectories(former.disk.folder().resolve("diverged-1.new/appendonlydir"));
    startBoth();

    assertThat(former.disk.entries("diverged-*")).containsExactly("diverged-1");
  }

  @Test
  void aCrashAfterwardsKeepsTheFirstCopy() throws IOException {
    var former = formerPrimary("dash");
    former.start().awaitLog("boot: set aside").awaitLog("boot: replica of the primary");
    var kept = former.disk.folder().resolve("diverged-1");
    Files.writeString(kept.resolve("seen"), "");
    former.kill();
    startBoth();

    assertThat(kept.resolve("seen")).exists();
    assertThat(former.boot()).doesNotContain("boot: set aside");
  }

  @Test
  void sameEpochOfAnotherClusterIsReplaced() throws IOException {
    var former = formerPrimary("dash");
    var kept = Files.createDirectories(former.disk.folder().resolve("diverged-1"));
    Files.writeString(kept.resolve("marker"), "cluster=other epoch=1 primary=0 volume=-\n");
    startBoth();

    assertThat(ScriptedMember.read(kept.resolve("marker"))).startsWith("cluster=" + CLUSTER);
  }

  @Test
  void aFileSystemWithoutHardLinksGetsCopies() {
    var former = formerPrimary("dash");
    former.environment(
        "PATH", Tools.with(folder.resolve("tools"), "ln", "exit 1") + ":" + System.getenv("PATH"));
    startBoth();
    former.stop();

    var kept = new Disk(former.disk.folder().resolve("diverged-1"));
    assertThat(kept.run(List.of("GET", "only"))).isEqualTo("here");
  }

  @Test
  void whatCannotBeKeptIsNotReplaced() {
    var former = formerPrimary("dash");
    var tools = Tools.with(folder.resolve("tools"), "ln", "exit 1");
    Tools.with(tools, "cp", "echo 'No space left on device' >&2; exit 1");
    former.environment("PATH", tools + ":" + System.getenv("PATH"));

    former.start().awaitHeld("cannot keep the data of epoch 1");
    assertThat(former.cli("GET", "only")).isEqualTo("here");
  }
}
