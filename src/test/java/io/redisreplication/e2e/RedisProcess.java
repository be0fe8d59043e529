package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/**
 * The process of Redis in a pod, by its number on this machine, which all nodes of the project's
 * own cluster share.
 */
public record RedisProcess(RedisSet set, String pod, long pid) {
  private static final Set<String> NAMES = Set.of("redis-server", "valkey-server");

  public static RedisProcess of(RedisSet set, String pod) {
    var container = set.pods().containerId(pod);
    var pid = ContainerProcess.pid(container, NAMES::contains);
    return new RedisProcess(
        set,
        pod,
        pid.orElseThrow(
            () -> new AssertionError("no Redis process of " + pod + " on this machine")));
  }

  /** SIGKILL, as the kernel sends it to whoever takes too much memory. */
  public void kill() {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  /** SIGSTOP: its connections stay, nothing is answered. */
  void freeze() {
    Shell.run("kill", "-STOP", String.valueOf(pid));
  }

  /** SIGCONT; nothing when it is gone meanwhile. */
  void thaw() {
    if (ProcessHandle.of(pid).isPresent()) {
      Shell.run("kill", "-CONT", String.valueOf(pid));
    }
  }
}
