package io.redisreplication.boot;

import static io.redisreplication.boot.ScriptedSet.CLUSTER;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The end of a pod: stop.sh, then SIGTERM to the first process of the container, which is Redis.
 */
class StopTest {
  /** Less than the 10 s after which the hook ends anyway. */
  private static final Duration BEFORE_IT_GIVES_UP = Duration.ofSeconds(7);

  /** Of a pod, which is killed then; a busy machine sleeps longer than it is told to. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  @TempDir Path folder;
  ScriptedSet set;

  @AfterEach
  void stop() {
    set.close();
  }

  @Shells
  void theHookNeverFails(String shell) {
    set = new ScriptedSet(folder, shell, 1);

    assertThat(Ran.of(set.member(0).command("stop.sh")).exit()).isZero();
  }

  private ScriptedSet serving(String shell) {
    set = new ScriptedSet(folder, shell, 2);
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.record(1, 0);
    set.member(1).start();
    set.member(0).withToken().start().awaitRole("master");
    set.member(1).awaitFollows(0);
    return set;
  }

  @Shells
  void aPrimaryStaysUntilItsRoleIsGone(String shell) throws Exception {
    serving(shell);
    var hook = set.member(0).command("stop.sh").start();
    assertThat(hook.waitFor(700, MILLISECONDS)).isFalse();

    set.member(0).cli("FAILOVER", "TO", set.host(1), "" + set.port);

    assertThat(hook.waitFor(BEFORE_IT_GIVES_UP.toSeconds(), SECONDS)).isTrue();
    assertThat(hook.exitValue()).isZero();
    assertThat(set.member(0).info("role")).isEqualTo("slave");
    assertThat(set.member(1).info("role")).isEqualTo("master");
  }

  /** All pods of the set go at once. */
  @Shells
  void aPrimaryWhoseReplicasGoTooDoesNotStay(String shell) throws Exception {
    serving(shell);
    var hook = set.member(0).command("stop.sh").start();
    set.member(1).stop();

    assertThat(hook.waitFor(BEFORE_IT_GIVES_UP.toSeconds(), SECONDS)).isTrue();
    assertThat(hook.exitValue()).isZero();
  }

  @Shells
  void aReplicaLeavesAtOnce(String shell) {
    serving(shell);
    var start = System.nanoTime();

    assertThat(Ran.of(set.member(1).command("stop.sh")).exit()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BEFORE_IT_GIVES_UP);
  }

  /** It may answer again in time. */
  @Shells
  void aPrimaryThatDoesNotAnswerHasTenSeconds(String shell) throws Exception {
    serving(shell);
    var pid = set.member(0).info("process_id");
    Ran.of(new ProcessBuilder("kill", "-STOP", pid));
    var start = System.nanoTime();

    var hook = Ran.of(set.member(0).command("stop.sh"));
    Ran.of(new ProcessBuilder("kill", "-CONT", pid));

    assertThat(hook.exit()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(9), GRACE);
  }

  @Shells
  void aStoppingPrimaryWaitsForItsReplica(String shell) {
    serving(shell);
    set.member(0).cli("EVAL", "for i=1,20000 do redis.call('SET',i,i) end", "0");

    assertThat(set.member(0).stop()).isZero();
    assertThat(set.member(1).cli("GET", "20000")).isEqualTo("20000");
  }

  /**
   * Redis without shutdown-on-sigterm force ignores SIGTERM in this moment, and is killed later.
   */
  @Test
  void aReplicaThatWritesItsFirstAppendOnlyFileStopsToo() {
    set = new ScriptedSet(folder, "dash", 2);
    set.config("common.conf", "rdb-key-save-delay 2000\n");
    set.member(0).disk.write(CLUSTER, 1, 0);
    set.member(0).disk.run(List.of("EVAL", "for i=1,1000 do redis.call('SET',i,i) end", "0"));
    set.record(1, 0);
    set.member(1).start();
    set.member(0).withToken().start();
    set.member(1).awaitLink(0);
    assertThat(set.member(1).info("aof_rewrite_in_progress")).isEqualTo("1");

    assertThat(set.member(1).stop()).isZero();
    assertThat(ScriptedMember.read(set.member(1).log())).contains("Writing initial AOF");
  }

  @Test
  void theExitCodeIsThatOfRedis() {
    set = new ScriptedSet(folder, "dash", 1);
    set.config("common.conf", "no-such-directive yes\n");
    set.member(0).start().awaitLog("Bad directive or wrong number of arguments");

    assertThat(set.member(0).exitCode()).isEqualTo(1);
  }
}
