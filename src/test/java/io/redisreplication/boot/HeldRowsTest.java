package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1 to 6 of the table of boot.sh: who waits, and who follows. */
class HeldRowsTest {
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  ScriptedSet set(String shell, int replicas) {
    set = new ScriptedSet(folder, shell, replicas);
    return set;
  }

  @Shells
  void row1_aLoadingMemberWaits(String shell) {
    // Redis answers while it loads once per that many bytes of a dump.
    var slowly = "appendonly no\nkey-load-delay 1000\nloading-process-events-interval-bytes 1024\n";
    var member = set(shell, 1).config("common.conf", slowly).member(0);
    member.disk.runWithoutAof(
        List.of("FUNCTION", "LOAD", Disk.marker(CLUSTER, 1, 0)),
        List.of("EVAL", "for i=1,2500 do redis.call('SET',i,i) end", "0"));
    set.record(1, 0);

    member.start().awaitLog("boot: loading the data");
    var ready = member.ready();
    assertThat(ready.exit()).isEqualTo(1);
    assertThat(ready.text()).contains("not ready: Redis is loading its data");
    assertThat(member.isHeld()).isTrue();
    member.awaitHeld("this pod is the recorded primary of epoch 1, but has no append-only file");
    assertThat(member.cli("GET", "2500")).isEqualTo("2500");
  }

  @Shells
  void row2_withoutRecordedPrimaryTheMemberWaits(String shell) {
    var member = set(shell, 3).member(0);
    member.disk.write(CLUSTER, 1, 0);

    member.withToken().start().awaitHeld("no primary is recorded yet");
  }

  @Shells
  void row3_dataOfAnotherClusterIsHeld(String shell) {
    var member = set(shell, 3).member(0).withToken();
    member.disk.write("other", 7, 0);
    set.record(1, 0);

    member
        .start()
        .awaitHeld("foreign data: it is of cluster other, this set is cluster " + CLUSTER);
    assertThat(member.cli("SET", "a", "b")).startsWith("READONLY");
  }

  @Shells
  void row3_dataOfAnotherClusterDoesNotFollowEither(String shell) {
    var member = set(shell, 3).member(1);
    member.disk.write("other", 1, 0);
    set.record(2, 0);

    member.start().awaitHeld("foreign data");
    assertThat(member.cli("GET", "epoch")).isEqualTo("1");
  }

  @Shells
  void row3_dataWithoutMarkerIsHeld(String shell) {
    var member = set(shell, 1).member(0);
    member.disk.run(List.of("SET", "from", "elsewhere"));
    set.record(1, 0);

    member.start().awaitHeld("foreign data: it carries no marker of this set");
    assertThat(member.cli("GET", "from")).isEqualTo("elsewhere");
  }

  @Shells
  void row4_dataNewerThanTheMountedRecordWaitsForTheKubelet(String shell) {
    var member = set(shell, 3).member(1).withToken();
    member.disk.write(CLUSTER, 10, 0);
    member.disk.write(CLUSTER, 9, 1);
    set.record(9, 1);

    member.start().awaitHeld("the mounted record (epoch 9) is older than the data (epoch 10)");

    set.record(10, 0);
    member.awaitLog("boot: replica of the primary of epoch 10, 127.0.1.0");
  }

  /** It would follow the former primary, and its own replicas, who have served since, with it. */
  @Shells
  void row4_withoutDataAMemberLearnsFromAPeerThatTheMountedRecordIsOld(String shell) {
    set(shell, 3).member(2).disk.write(CLUSTER, 2, 1);
    set.record(1, 0).member(2).start().awaitHeld("the mounted record (epoch 1) is older");

    set.member(1)
        .start()
        .awaitHeld("the mounted record (epoch 1) is old: pod 2 has data of epoch 2");

    set.record(2, 2);
    set.member(1).awaitLog("boot: replica of the primary of epoch 2, 127.0.1.2");
  }

  @Shells
  void row5_aReplicaFollowsTheRecordedPrimary(String shell) {
    set(shell, 2);
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.member(1).disk.write(CLUSTER, 1, 0);
    set.record(1, 0);

    set.member(1).start().awaitLog("boot: replica of the primary of epoch 1, 127.0.1.0");
    set.member(0).withToken().start().awaitRole("master");
    set.member(1).awaitFollows(0);
    assertThat(set.member(1).disk.entries("diverged-*")).isEmpty();
  }

  @Shells
  void row5_aWipedReplicaIsFilled(String shell) {
    set(shell, 2);
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.record(1, 0);

    set.member(1).start();
    set.member(0).withToken().start().awaitRole("master");
    set.member(1).awaitFollows(0);
    assertThat(set.member(1).cli("GET", "epoch")).isEqualTo("1");
    assertThat(set.member(1).cli("FUNCTION", "LIST")).contains("redisreplication_1");
  }

  @Shells
  void row6_theRecordedPrimaryWithAWipedDiskIsHeldAndEmptiesNobody(String shell) {
    set(shell, 2);
    set.member(0).withToken();
    set.member(1).disk.write(CLUSTER, 1, 0);
    set.record(1, 0);

    set.member(0)
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 1, but its disk is empty");
    set.member(1).start().awaitLog("boot: replica of the primary");
    set.member(1).awaitLog("NOMASTERLINK");
    assertThat(set.member(1).cli("GET", "epoch")).isEqualTo("1");
  }

  @Shells
  void row6_theRecordedPrimaryWithAnOlderEpochIsHeld(String shell) {
    var member = set(shell, 3).member(1).withToken();
    member.disk.write(CLUSTER, 1, 1);
    set.record(2, 1);

    member
        .start()
        .awaitHeld("this pod is the recorded primary of epoch 2, but its data is of epoch 1");
  }
}
