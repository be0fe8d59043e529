package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The process of Redis in a pod, by its number on this machine, which all nodes of the project's
 * own cluster share.
 */
public record RedisProcess(RedisSet set, String pod, long pid) {
  private static final Set<String> NAMES = Set.of("redis-server", "valkey-server");

  public static RedisProcess of(RedisSet set, String pod) {
    var container = set.pods().containerId(pod).replaceFirst("^containerd://", "");
    assertThat(container).as("container of %s", pod).isNotEmpty();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var p : processes) {
        if (isRedis(p) && read(p.resolve("cgroup")).contains(container)) {
          return new RedisProcess(set, pod, Long.parseLong(p.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("no Redis process of " + pod + " on this machine");
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

  /** The first process of its container, not one forked for a snapshot. */
  private static boolean isRedis(Path process) {
    return NAMES.contains(read(process.resolve("comm")).strip())
        && read(process.resolve("status"))
            .lines()
            .anyMatch(l -> l.startsWith("NSpid:") && l.endsWith("\t1"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
