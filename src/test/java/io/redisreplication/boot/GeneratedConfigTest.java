package io.redisreplication.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * redis.conf: defaults, the user's directives of the pod's role, and last what the operator owns.
 */
class GeneratedConfigTest {
  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  private ScriptedSet set(String shell) {
    set = new ScriptedSet(folder, shell, 3);
    return set.config("common.conf", "maxmemory-policy allkeys-lru\nmaxmemory 10mb")
        .config("primary.conf", "maxmemory 11mb")
        .config("replica.conf", "maxmemory 12mb\nmaxclients 77");
  }

  private ScriptedMember started(int ordinal) {
    return set.member(ordinal).start().awaitLog("Ready to accept connections");
  }

  private String value(int ordinal, String directive) {
    return set.member(ordinal)
        .cli("CONFIG", "GET", directive)
        .lines()
        .skip(1)
        .findFirst()
        .orElse("");
  }

  @Shells
  void theRecordGivesTheRole(String shell) {
    set(shell).record(4, 2);
    started(2).awaitLog("boot: start redis-2 held, with primary.conf");
    started(0).awaitLog("boot: start redis-0 held, with replica.conf");

    assertThat(value(2, "maxmemory")).isEqualTo("" + 11 * 1024 * 1024);
    assertThat(value(2, "maxclients")).isNotEqualTo("77");
    assertThat(value(0, "maxmemory")).isEqualTo("" + 12 * 1024 * 1024);
    assertThat(value(0, "maxclients")).isEqualTo("77");
    assertThat(value(0, "maxmemory-policy")).isEqualTo("allkeys-lru");
  }

  @Shells
  void whileUndecidedThePreferredOrdinalGivesTheRole(String shell) {
    set(shell).env("PREFERRED_PRIMARY", 1);

    started(0).awaitLog("held, with replica.conf");
    started(1).awaitLog("held, with primary.conf");
  }

  /** Also story C17: FAILOVER TO needs the very name that the replica announces. */
  @Shells
  void theOperatorsDirectivesWin(String shell) {
    set(shell)
        .config(
            "common.conf",
            "port 1\nbind 10.0.0.1\ndir /tmp\nmin-replicas-to-write 9\nreplica-announce-ip x")
        .env("MIN_REPLICAS_TO_WRITE", 1)
        .env("MAX_LAG_SECONDS", 7);
    started(1);

    assertThat(value(1, "dir")).isEqualTo(set.member(1).disk.folder().toString());
    assertThat(value(1, "min-replicas-to-write")).isEqualTo("1");
    assertThat(value(1, "min-replicas-max-lag")).isEqualTo("7");
    assertThat(value(1, "replica-announce-ip")).isEqualTo("127.0.1.1");
    assertThat(value(1, "replica-announce-port")).isEqualTo("" + set.port);
    assertThat(value(1, "repl-ping-replica-period")).isEqualTo("1");
    assertThat(value(1, "repl-diskless-load")).isEqualTo("disabled");
    assertThat(value(1, "repl-diskless-sync-delay")).isEqualTo("0");
    assertThat(value(1, "appendonly")).isEqualTo("yes");
    assertThat(value(1, "replica-ignore-disk-write-errors")).isEqualTo("yes");
  }

  @Shells
  void aCacheWritesNothingToDisk(String shell) {
    set(shell).env("PERSISTENT", false);
    started(0);

    assertThat(value(0, "appendonly")).isEqualTo("no");
    assertThat(value(0, "save")).isEmpty();
    assertThat(value(0, "rdb-del-sync-files"))
        .as("a dump of its first sync would come back after a reboot, old")
        .isEqualTo("yes");
  }

  /** Redis itself would start empty and overwrite the dump at the next save. */
  @Shells
  void aDumpWithoutAppendOnlyFileIsLoadedBeforeThatIsTurnedOn(String shell) {
    set(shell).member(0).disk.runWithoutAof(List.of("SET", "from", "a dump"));
    started(0).awaitLog("boot: held: no primary is recorded yet");

    assertThat(set.member(0).cli("GET", "from")).isEqualTo("a dump");
    assertThat(value(0, "appendonly")).isEqualTo("yes");
    set.member(0).kill();
    started(0).awaitLog("boot: held: no primary is recorded yet");
    assertThat(set.member(0).cli("GET", "from")).isEqualTo("a dump");
  }

  /** A crash between two steps of Redis leaves that file. */
  @Shells
  void anUnfinishedManifestDoesNotHideTheDump(String shell) throws IOException {
    var disk = set(shell).config("common.conf", "appendonly YES\n").member(0).disk;
    disk.runWithoutAof(List.of("SET", "from", "a dump"));
    var aof = Files.createDirectories(disk.folder().resolve("appendonlydir"));
    Files.writeString(aof.resolve("temp-appendonly.aof.manifest"), "");
    started(0).awaitLog("boot: held: no primary is recorded yet");

    assertThat(set.member(0).cli("GET", "from")).isEqualTo("a dump");
  }
}
