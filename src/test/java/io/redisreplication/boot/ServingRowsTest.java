package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 7 to 11 of the table of boot.sh: when the recorded primary serves again without the
 * operator.
 */
class ServingRowsTest {
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  /** Every disk has epoch 1 of primary 0, and so has the record. */
  ScriptedSet set(String shell, int replicas) {
    set = new ScriptedSet(folder, shell, replicas);
    for (int i = 0; i < replicas; i++) {
      set.member(i).disk.write(CLUSTER, 1, 0);
    }
    return set.record(1, 0);
  }

  @Shells
  void row7_theOnlyMemberServesWithoutToken(String shell) {
    set(shell, 1)
        .member(0)
        .start()
        .awaitRole("master")
        .awaitLog("boot: primary of epoch 1 again: the only member");
    assertThat(set.member(0).cli("SET", "a", "b")).isEqualTo("OK");
  }

  @Shells
  void row7_whoeverAnswersBesideItShowsThatItIsNotAlone(String shell) {
    set(shell, 2);
    set.member(1).start().awaitLog("boot: replica of the primary");

    set.env("REPLICAS", 1);
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but not alone: pod 1 answers");
  }

  @Shells
  void row8_theOnlyMemberWithoutAppendOnlyFileWaitsToo(String shell) {
    set(shell, 1).config("primary.conf", "appendonly no\n");
    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but has no append-only file");
  }

  @Shells
  void row8_withoutTokenThePrimaryWaits(String shell) {
    set(shell, 2)
        .member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but a new one");
  }

  @Shells
  void row8_withoutAppendOnlyFileThePrimaryWaits(String shell) {
    set(shell, 2).config("primary.conf", "appendonly no\n");
    set.member(0)
        .withToken()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but has no append-only");
  }

  @Shells
  void row9_anotherMasterKeepsThePrimaryHeld(String shell) {
    set(shell, 2);
    set.member(1).start().awaitLog("boot: replica of the primary");
    set.member(1).cli("REPLICAOF", "NO", "ONE");

    set.member(0)
        .withToken()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 is a master");
  }

  @Shells
  void row9_aNewerEpochAtAPeerKeepsThePrimaryHeld(String shell) {
    set(shell, 2).member(1).disk.write(CLUSTER, 2, 1);
    set.member(1).start().awaitHeld("the mounted record (epoch 1) is older");

    set.member(0)
        .withToken()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 has data of epoch 2");
  }

  @Shells
  void row10_whenEveryPeerAgreesThePrimaryServes(String shell) {
    set(shell, 3);
    set.member(1).start();
    set.member(2).start();

    set.member(0)
        .withToken()
        .start()
        .awaitLog("boot: primary of epoch 1 again: restarted in place, no peer is ahead");
    set.member(1).awaitFollows(0);
    set.member(2).awaitFollows(0);
  }

  /** A replica that lost its primary tries again once a second. */
  @Shells
  void row10_writesNeedNotWaitForReplicasToComeBack(String shell) {
    set(shell, 2).env("MIN_REPLICAS_TO_WRITE", 1).env("MAX_LAG_SECONDS", 10);
    set.member(1).disk.wipe();
    set.member(1).disk.write("other", 9, 1);
    set.member(1).start().awaitHeld("foreign data");

    var primary = set.member(0).withToken().start().awaitRole("master");
    assertThat(primary.cli("SET", "a", "b")).isEqualTo("OK");
    Wait.until("writes refused", () -> primary.cli("SET", "a", "b").startsWith("NOREPLICAS"));
  }

  @Shells
  void row10_storyC16_aLargerEpochOfAForeignClusterDoesNotCount(String shell) {
    set(shell, 2).member(1).disk.wipe();
    set.member(1).disk.write("other", 9, 1);
    set.member(1).start().awaitHeld("foreign data");

    set.member(0).withToken().start().awaitRole("master");
  }

  @Shells
  void row11_aSilentPeerIsWaitedFor(String shell) {
    set(shell, 3);
    set.member(1).start();
    var primary = set.member(0).withToken().environment("RR_SILENT_PEER_SECONDS", "3");

    primary
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 2 gives no answer");
    primary.awaitLog(
        "boot: primary of epoch 1 again: restarted in place, no answer from pod 2 for 3s");
    primary.awaitRole("master");
  }

  @Shells
  void row11_aPeerThatComesBackIsNotWaitedForLonger(String shell) {
    set(shell, 2)
        .member(0)
        .withToken()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 gives no");

    set.member(1).start();
    set.member(0).awaitLog("no peer is ahead").awaitRole("master");
  }

  @Shells
  void row11_aPeerThatHangsIsSilent(String shell) {
    set(shell, 2).member(1).start().awaitLog("boot: replica of the primary");
    Ran.of(new ProcessBuilder("kill", "-STOP", "" + set.member(1).pid()));

    set.member(0).withToken().environment("RR_SILENT_PEER_SECONDS", "1");
    set.member(0).start().awaitLog("no answer from pod 1 for 1s").awaitRole("master");
  }

  @Shells
  void whatTheOperatorDecidedFirstStays(String shell) {
    set(shell, 2)
        .member(0)
        .withToken()
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but pod 1 gives no");

    set.member(0).cli("REPLICAOF", "127.0.1.1", "" + set.port);
    set.member(0).awaitLog("boot: the operator has decided: slave of 127.0.1.1:" + set.port);
    set.member(1).withToken().start();
    assertThat(set.member(0).info("role")).isEqualTo("slave");
  }
}
