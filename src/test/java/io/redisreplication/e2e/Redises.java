package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Redis in the pods of a set, asked with the redis-cli of its own image. */
record Redises(KubernetesClient client, String namespace, RedisSet set) {
  /** Of a script that is busy for 15 s of CPU, when it gets a tenth of one. */
  private static final int LONGEST_SECONDS = 300;

  static final String WITH_CLI =
      """
      f=/etc/redis-replication/auth/password
      if [ -r $f ]; then REDISCLI_AUTH=$(cat $f); export REDISCLI_AUTH; fi
      cli=$(command -v redis-cli || command -v valkey-cli)
      """;

  /** One command; an error of Redis is its answer. */
  String cli(String pod, String... args) {
    return sh(pod, WITH_CLI + "exec $cli \"$@\"", args);
  }

  /** Commands over one connection, in milliseconds: the operator has no time in between. */
  List<String> atOnce(String pod, String... commands) {
    return sh(pod, WITH_CLI + "printf '%s\\n' \"$@\" | $cli", commands).lines().toList();
  }

  String sh(String pod, String script, String... args) {
    var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(args));
    var out = new ByteArrayOutputStream();
    try (var exec =
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .inContainer("redis")
            .writingOutput(out)
            .writingError(out)
            .exec(command.toArray(String[]::new))) {
      exec.exitCode().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(
          "%s in %s: %s, said so far: %s".formatted(List.of(args), pod, e, out), e);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  /**
   * Writes prefix:1 to prefix:count through the primary's Service, and waits until so many replicas
   * have them.
   */
  void write(String prefix, int count, int replicas) {
    var service = set.name() + "-primary";
    RedisSet.eventually(
        "kube-proxy knows where " + service + " leads",
        () -> assertThat(cli(set.primary(), "-h", service, "ROLE")).startsWith("master"));
    var script =
        WITH_CLI
            + """
            { i=1; while [ $i -le $2 ]; do echo "SET $1:$i $i"; i=$((i+1)); done
              echo "WAIT $3 10000"; } | $cli -h $4 | sort | uniq -c
            """;
    var said =
        sh(set.primary(), script, prefix, String.valueOf(count), String.valueOf(replicas), service);
    assertThat(said.split("\\s+")).contains(String.valueOf(count), "OK");
    assertThat(Integer.parseInt(said.lines().findFirst().orElseThrow().strip().split("\\s+")[1]))
        .as("replicas that acknowledged %s", prefix)
        .isGreaterThanOrEqualTo(replicas);
  }

  /** How many of the keys prefix:* a member has. */
  int count(String pod, String prefix) {
    var keys = cli(pod, "--scan", "--pattern", prefix + ":*");
    return (int) keys.lines().filter(k -> k.startsWith(prefix + ":")).count();
  }

  void awaitOnAll(String prefix, int count) {
    RedisSet.eventually(
        "every member has " + prefix,
        () ->
            assertThat(set.podNames())
                .allSatisfy(p -> assertThat(count(p, prefix)).as(p).isEqualTo(count)));
  }

  /** Members that say they are masters, whatever the operator thinks. */
  List<String> masters() {
    return set.podNames().stream()
        .filter(p -> cli(p, "INFO", "replication").contains("role:master"))
        .toList();
  }

  boolean held(String pod) {
    var info = cli(pod, "INFO", "replication");
    return info.contains("master_host:127.0.0.1") && info.contains("role:slave");
  }

  String config(String pod, String directive) {
    return cli(pod, "CONFIG", "GET", directive).lines().skip(1).findFirst().orElse("");
  }

  /**
   * Ends Redis as a crash does: no AOF flush, no word to the replicas. Needs enable-debug-command.
   */
  void crash(String pod) {
    ended(pod, "DEBUG", "SEGFAULT");
  }

  /** A clean end, after which the kubelet starts the container again. */
  void shutdown(String pod) {
    ended(pod, "SHUTDOWN", "NOSAVE", "NOW");
  }

  private void ended(String pod, String... command) {
    var before = set.pods().restarts(pod);
    var said = cli(pod, command);
    assertThat(said).doesNotContain("ERR");
    RedisSet.eventually(
        pod + " was restarted", () -> assertThat(set.pods().restarts(pod)).isGreaterThan(before));
  }
}
