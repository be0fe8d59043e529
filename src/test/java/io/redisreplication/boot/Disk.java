package io.redisreplication.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A data volume, written and read by a plain redis-server on a socket, without the scripts. */
record Disk(Path folder) {

  /** Text of the marker library, as the operator loads it. */
  static String marker(String cluster, int epoch, int primary) {
    var text =
        "cluster=%s epoch=%d primary=%d volume=pvc-%d".formatted(cluster, epoch, primary, primary);
    return """
        #!lua name=redisreplication_%d
        -- marker %s
        redis.register_function{function_name='rr_%d', callback=function() return '%s' end, flags={'no-writes','allow-stale'}}
        """
        .formatted(epoch, text, epoch, text);
  }

  /** Data that a member has which was synced with this primary in this epoch. */
  void write(String cluster, int epoch, int primary) {
    run(
        List.of("FUNCTION", "LOAD", marker(cluster, epoch, primary)),
        List.of("SET", "epoch", "" + epoch));
  }

  /** Runs commands on the data, with append-only files; returns the last answer. */
  @SafeVarargs
  final String run(List<String>... commands) {
    return run("yes", List.of(commands));
  }

  /** The same on a dump.rdb alone. */
  @SafeVarargs
  final String runWithoutAof(List<String>... commands) {
    return run("no", List.of(commands));
  }

  private String run(String appendonly, List<List<String>> commands) {
    try {
      Files.createDirectories(folder);
      // The path of a socket has at most 107 characters, so it is a relative one.
      var server =
          new ProcessBuilder(
                  "redis-server", "--port", "0", "--unixsocket", "s", "--appendonly", appendonly)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        Wait.until("redis-server answers in " + folder, () -> cli(List.of("PING")).equals("PONG"));
        return commands.stream().map(this::cli).reduce("", (earlier, last) -> last);
      } finally {
        server.destroy();
        server.onExit().join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String cli(List<String> command) {
    var full = new ArrayList<>(List.of("redis-cli", "-s", "s"));
    full.addAll(command);
    return Ran.of(new ProcessBuilder(full).directory(folder.toFile())).text().strip();
  }

  /** Takes everything away, as a new volume does. */
  void wipe() {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the entries that match a shell pattern. */
  List<String> entries(String pattern) {
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (var all = Files.list(folder)) {
      return all.map(Path::getFileName)
          .filter(matcher::matches)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
