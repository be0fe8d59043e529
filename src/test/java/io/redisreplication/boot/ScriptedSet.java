package io.redisreplication.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pods of one RedisReplication without Kubernetes: pod i is at 127.0.1.i, all on one free port.
 * The test plays the operator.
 */
final class ScriptedSet implements AutoCloseable {
  static final String CLUSTER = "6f9a";

  final Path folder;
  final String shell;
  final int port = freePort();
  private final Map<String, String> bootEnv = new LinkedHashMap<>();
  private final Map<String, String> config = new LinkedHashMap<>();
  private final Map<Integer, ScriptedMember> members = new TreeMap<>();
  private Map<String, String> record = recordOf("", 0, "");
  String password = "secret";

  ScriptedSet(Path folder, String shell, int replicas) {
    this.folder = folder;
    this.shell = shell;
    bootEnv.put("REPLICAS", "" + replicas);
    bootEnv.put("MIN_REPLICAS_TO_WRITE", "0");
    bootEnv.put("MAX_LAG_SECONDS", "10");
    bootEnv.put("HELD_IS_READY", "false");
    bootEnv.put("PREFERRED_PRIMARY", "0");
    bootEnv.put("PERSISTENT", "true");
    config.put("common.conf", "maxmemory-policy noeviction");
    config.put("primary.conf", "");
    config.put("replica.conf", "");
  }

  ScriptedMember member(int ordinal) {
    return members.computeIfAbsent(ordinal, o -> new ScriptedMember(this, o));
  }

  /** A line of boot.env. */
  ScriptedSet env(String key, Object value) {
    bootEnv.put(key, value.toString());
    return this;
  }

  /** A file of user directives: common.conf, primary.conf or replica.conf. */
  ScriptedSet config(String file, String text) {
    config.put(file, text);
    return this;
  }

  Map<String, String> configData() {
    var data = new LinkedHashMap<>(config);
    var lines = new StringBuilder();
    bootEnv.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    data.put("boot.env", lines.toString());
    return data;
  }

  /** Writes the record, and every kubelet refreshes its mount. */
  ScriptedSet record(int epoch, int primary) {
    record = recordOf(CLUSTER, epoch, "" + primary);
    members.values().forEach(m -> m.topology.show(record));
    return this;
  }

  Map<String, String> record() {
    return record;
  }

  static Map<String, String> recordOf(String cluster, int epoch, String primary) {
    return Map.of("cluster", cluster, "epoch", "" + epoch, "primary", primary, "served", "0");
  }

  String host(int ordinal) {
    return "127.0.1." + ordinal;
  }

  /** Not one of the ports that the system gives to outgoing connections. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(port));
        return port;
      } catch (IOException taken) {
        continue;
      }
    }
  }

  @Override
  public void close() {
    members.values().forEach(ScriptedMember::kill);
  }
}
