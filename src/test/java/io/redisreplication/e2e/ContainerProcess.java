package io.redisreplication.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The first process of a container, by its number on this machine, which all nodes of the project's
 * own cluster share.
 */
final class ContainerProcess {
  private ContainerProcess() {}

  /**
   * @param id as the pod's status has it, with or without containerd://
   * @param command which commands count, by their names; until a script has called its last one, it
   *     is the script's
   */
  static OptionalLong pid(String id, Predicate<String> command) {
    var container = id.replaceFirst("^containerd://", "");
    if (container.isEmpty()) {
      return OptionalLong.empty();
    }
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var p : processes) {
        if (first(p)
            && read(p.resolve("cgroup")).contains(container)
            && command.test(read(p.resolve("comm")).strip())) {
          return OptionalLong.of(Long.parseLong(p.getFileName().toString()));
        }
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not one that was forked later, as for a snapshot. */
  private static boolean first(Path process) {
    return read(process.resolve("status"))
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
