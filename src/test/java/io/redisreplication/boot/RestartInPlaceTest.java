package io.redisreplication.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running set without its operator: which restarts serve again, and which wait (docs: protocol
 * stories).
 */
class RestartInPlaceTest {
  @TempDir Path folder;
  ScriptedSet set;

  @BeforeEach
  void create() {
    set = new ScriptedSet(folder, "dash", 2);
  }

  @AfterEach
  void stop() {
    set.close();
  }

  /** Plays the operator's bootstrap: record, promotion, and all pods ready. */
  private void bootstrap() {
    set.member(0).start().awaitHeld("no primary is recorded yet");
    set.record(1, 0);
    set.member(0).promote(1);
    set.member(1).start().awaitFollows(0);
    set.member(0).awaitReady();
    set.member(1).awaitReady();
    assertThat(set.member(0).cli("SET", "kept", "yes")).isEqualTo("OK");
    assertThat(set.member(0).cli("WAIT", "1", "5000")).isEqualTo("1");
  }

  @Test
  void theRightfulPrimaryServesAgain() {
    bootstrap();

    set.member(0).kill();
    set.member(0).start().awaitLog("boot: primary of epoch 1 again").awaitRole("master");
    set.member(1).awaitFollows(0);
    assertThat(set.member(1).cli("GET", "kept")).isEqualTo("yes");
  }

  @Test
  void aReplicaFollowsAgain() {
    bootstrap();

    set.member(1).kill();
    set.member(1).start().awaitFollows(0);
    assertThat(set.member(0).info("role")).isEqualTo("master");
  }

  @Test
  void aRecreatedPodWaitsForTheOperator() {
    bootstrap();

    set.member(0)
        .recreate()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but a new one");
  }

  @Test
  void storyC1_aPrimaryWithoutAppendOnlyFileDoesNotPromoteItself() {
    set.config("common.conf", "appendonly no\nsave 900 1\n");
    bootstrap();
    set.member(0).cli("SAVE");
    set.member(0).cli("SET", "newer", "than the dump");
    set.member(0).cli("WAIT", "1", "5000");

    set.member(0).kill();
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but has no append-only file");
    assertThat(set.member(1).cli("GET", "newer")).isEqualTo("than the dump");
  }

  @Test
  void storyC2_anOldCopyOfThePrimarysDiskDoesNotPromoteItself() throws IOException {
    bootstrap();
    set.member(0).kill();
    var copy = folder.resolve("copy");
    copy(set.member(0).disk.folder(), copy);
    set.member(0).start().awaitRole("master");
    set.member(1).awaitFollows(0);
    set.member(0).cli("SET", "newer", "than the copy");
    set.member(0).cli("WAIT", "1", "5000");

    set.member(0).recreate().disk.wipe();
    copy(copy, set.member(0).disk.folder());
    set.member(0).start().awaitHeld("this pod is the recorded primary of epoch 1, but a new one");
    assertThat(set.member(1).cli("GET", "newer")).isEqualTo("than the copy");
  }

  @Test
  void storyC3_aFormerPrimaryWithAStaleMountWaitsForItsReplacement() {
    bootstrap();
    set.member(0).kill();
    set.member(1).cli("REPLICAOF", "127.0.0.1", "1");
    set.member(1).promote(2);
    set.member(1).kill();

    // The operator dies here: it has written the record, no kubelet has refreshed a mount yet.
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 gives no answer");
    set.member(1)
        .start()
        .awaitHeld("the mounted record (epoch 1) is older than the data (epoch 2)");
    set.member(0)
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 has data of epoch 2");

    set.record(2, 1);
    set.member(1).awaitLog("boot: primary of epoch 2 again").awaitRole("master");
    set.member(0).awaitLog("boot: set aside: the data of epoch 1").awaitFollows(1);
    assertThat(set.member(0).cli("GET", "kept")).isEqualTo("yes");
  }

  @Test
  void aWipedPrimaryIsHeldAndItsReplicaKeepsTheData() {
    bootstrap();

    set.member(0).recreate().disk.wipe();
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but its disk is empty");
    assertThat(set.member(1).cli("GET", "kept")).isEqualTo("yes");
  }

  @Test
  void aWipedPrimaryWithATokenIsHeldToo() {
    bootstrap();

    set.member(0).kill();
    set.member(0).disk.wipe();
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but its disk is empty");
    assertThat(set.member(0).hasToken()).isTrue();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var path : all.filter(p -> Files.isRegularFile(p)).toList()) {
        var target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }
}
