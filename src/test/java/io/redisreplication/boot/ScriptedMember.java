package io.redisreplication.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One Redis pod without Kubernetes: the scripts in their mounts, real processes, a folder for the
 * volume.
 */
final class ScriptedMember {
  static final Path SCRIPTS = Path.of("src/main/resources/scripts").toAbsolutePath();

  final int ordinal;
  final Mount topology;
  final Disk disk;
  final Path run;
  private final ScriptedSet set;
  private final Path folder;
  private final Mount config;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Process process;

  ScriptedMember(ScriptedSet set, int ordinal) {
    this.set = set;
    this.ordinal = ordinal;
    folder = set.folder.resolve("redis-" + ordinal);
    config = new Mount(folder.resolve("config"));
    topology = new Mount(folder.resolve("topology"));
    disk = new Disk(folder.resolve("data"));
    run = folder.resolve("run");
    topology.show(set.record());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("POD_NAME", "redis-" + ordinal);
    environment.put("POD_NAMESPACE", "default");
    environment.put("RR_CONFIG", config.folder().toString());
    environment.put("RR_TOPOLOGY", topology.folder().toString());
    environment.put("RR_PASSWORD_FILE", folder.resolve("password").toString());
    environment.put("RR_RUN", run.toString());
    environment.put("RR_DATA", disk.folder().toString());
    environment.put("RR_PORT", "" + set.port);
    environment.put("RR_BIND", set.host(ordinal));
    environment.put("RR_HOST_PATTERN", "127.0.1.%s");
  }

  ScriptedMember environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts the container: mounts as they are now, a new line of log. */
  ScriptedMember start() {
    try {
      Files.createDirectories(run);
      Files.createDirectories(disk.folder());
      Files.writeString(log(), "");
      if (set.password != null) {
        Files.writeString(folder.resolve("password"), set.password);
      }
      process = command("boot.sh").redirectErrorStream(true).redirectOutput(log().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A script of the pod, called as a kubelet calls it. */
  ProcessBuilder command(String script) {
    var files = new LinkedHashMap<>(set.configData());
    for (var name : List.of("boot.sh", "decide.sh", "ready.sh", "stop.sh")) {
      files.put(name, read(SCRIPTS.resolve(name)));
    }
    config.show(files);
    var words = new ArrayList<>(List.of(set.shell.split(" ")));
    words.add(config.folder().resolve(script).toString());
    var builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  Ran ready() {
    return Ran.of(command("ready.sh"));
  }

  ScriptedMember awaitReady() {
    return await("ready", () -> ready().exit() == 0);
  }

  /** Kills all processes of the container at once. */
  void kill() {
    if (process != null) {
      var all = new ArrayList<>(process.descendants().toList());
      all.add(0, process.toHandle());
      all.forEach(ProcessHandle::destroyForcibly);
      Wait.until(
          "end of the processes of redis-" + ordinal,
          () -> all.stream().noneMatch(ScriptedMember::runs));
    }
  }

  /** A dead process that its parent has not collected yet has no command any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** SIGTERM, as at the end of a pod; the exit code. */
  int stop() {
    process.destroy();
    return exitCode();
  }

  /** Waits for the end of the container. */
  int exitCode() {
    await("end", () -> !process.isAlive());
    kill();
    return process.exitValue();
  }

  /** The pod is deleted and created again: the memory volume is empty. */
  ScriptedMember recreate() {
    kill();
    new Disk(run).wipe();
    return this;
  }

  /** As if the pod had been ready before, in this life of the pod. */
  ScriptedMember withToken() {
    try {
      Files.createDirectories(run);
      Files.writeString(run.resolve("token"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  boolean hasToken() {
    return Files.exists(run.resolve("token"));
  }

  String cli(String... command) {
    var words = new ArrayList<>(List.of("redis-cli", "-h", set.host(ordinal), "-p", "" + set.port));
    words.addAll(List.of(command));
    var builder = new ProcessBuilder(words);
    if (set.password != null) {
      builder.environment().put("REDISCLI_AUTH", set.password);
    }
    return Ran.of(builder).text().strip();
  }

  /** What the operator does to make this member the primary. */
  ScriptedMember promote(int epoch) {
    assertThat(cli("REPLICAOF", "NO", "ONE")).isEqualTo("OK");
    assertThat(cli("FUNCTION", "LOAD", Disk.marker(ScriptedSet.CLUSTER, epoch, ordinal)))
        .isEqualTo("redisreplication_" + epoch);
    return this;
  }

  String info(String field) {
    var prefix = field + ":";
    return cli("INFO")
        .lines()
        .filter(l -> l.startsWith(prefix))
        .findFirst()
        .orElse(prefix)
        .substring(prefix.length());
  }

  boolean isHeld() {
    return info("role").equals("slave")
        && (info("master_host") + ":" + info("master_port")).equals("127.0.0.1:1");
  }

  ScriptedMember awaitRole(String role) {
    return await("role " + role, () -> info("role").equals(role));
  }

  /** Waits for a message of boot.sh, and for Redis to be held then. */
  ScriptedMember awaitHeld(String why) {
    awaitLog("boot: held: " + why);
    assertThat(isHeld()).as(boot()).isTrue();
    return this;
  }

  ScriptedMember awaitLink(int primary) {
    return await(
        "linked to redis-" + primary,
        () ->
            info("master_host").equals(set.host(primary))
                && info("master_link_status").equals("up"));
  }

  /** In sync as the design means it: what was synced is on disk only after the rewrite. */
  ScriptedMember awaitFollows(int primary) {
    return awaitLink(primary)
        .await(
            "AOF rewrite after the sync",
            () ->
                info("aof_rewrite_in_progress").equals("0")
                    && info("aof_rewrite_scheduled").equals("0"));
  }

  ScriptedMember awaitLog(String text) {
    return await("log has: " + text, () -> read(log()).contains(text));
  }

  private ScriptedMember await(String fact, Callable<Boolean> holds) {
    try {
      Wait.until(fact, holds);
      return this;
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("redis-" + ordinal + ": " + fact + "\n" + read(log()), e);
    }
  }

  /** The messages of boot.sh. */
  String boot() {
    return String.join("\n", read(log()).lines().filter(l -> l.startsWith("boot: ")).toList());
  }

  Path log() {
    return folder.resolve("log");
  }

  long pid() {
    return process.pid();
  }

  static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
