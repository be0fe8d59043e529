package io.redisreplication.topology.simulation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.TopologyRecord;
import io.redisreplication.topology.simulation.BootTable.Act;
import io.redisreplication.topology.simulation.BootTable.Outcome;
import io.redisreplication.topology.simulation.BootTable.Own;
import io.redisreplication.topology.simulation.BootTable.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The functions of boot.sh and decide.sh, run on many cases in one shell. */
final class BootScript {
  private static final Path SCRIPTS = Path.of("src/main/resources/scripts").toAbsolutePath();

  /** The functions of both; Redis, the record and the clock are those of the case. */
  private static final String STAGE =
      """
      set -u
      eval "$(sed '/^# ---- Start/,$d' %1$s/boot.sh)"
      . %1$s/decide.sh
      carriage_return=$(printf '\\r') self=me started=0 RR_HOST_PATTERN=peer%%s
      seconds() { echo "$clock"; }
      read_record() { r_cluster=c r_epoch=$recorded_epoch r_primary=$recorded_primary; }
      set_aside() { log 'set aside'; }
      fence_soon() { :; }
      redis() {
        member=$1; shift
        if [ $# -gt 0 ]; then echo OK; else eval "printf '%%b' \\"\\$answer_$member\\""; fi
      }
      check() { said=''; printf '%%s|%%s\\n' "$1" "$( (decide) 2>&1 | tr '\\n' ' ')"; }
      """;

  private static final Map<String, Integer> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("the operator has decided", 0);
    ROWS.put("loading the data", 1);
    ROWS.put("no primary is recorded yet", 2);
    ROWS.put("foreign data", 3);
    ROWS.put("the mounted record", 4);
    ROWS.put("replica of the primary", 5);
    ROWS.put("its disk is empty", 6);
    ROWS.put("but its data is of epoch", 6);
    ROWS.put("the only member", 7);
    ROWS.put("but not alone", 7);
    ROWS.put("but a new one", 8);
    ROWS.put("no append-only file", 8);
    ROWS.put("is a master", 9);
    ROWS.put("has data of epoch", 9);
    ROWS.put("no peer is ahead", 10);
    ROWS.put("gives no answer", 11);
    ROWS.put("no answer from", 11);
  }

  record Case(Own own, TopologyRecord record, int replicas, List<Peer> peers, boolean waited) {
    Outcome outcome() {
      return BootTable.decide(own, record, replicas, peers, waited);
    }

    /** The words in which boot.sh would be told of it. */
    String asScript(int number, Path folder) {
      var others = new ArrayList<>(peers);
      var answers =
          IntStream.range(0, Math.max(2, replicas))
              .filter(i -> i != own.ordinal())
              .mapToObj(i -> " answer_peer%d='%s'".formatted(i, answer(others.remove(0))))
              .collect(joining());
      return "me=%d recorded_epoch=%d recorded_primary=%s REPLICAS=%d clock=%d RR_RUN=%s from_rdb=%s answer_me='%s'%s\ncheck %d\n"
          .formatted(
              own.ordinal(),
              record.epoch(),
              record.primary().isPresent() ? "" + record.primary().getAsInt() : "",
              replicas,
              waited ? 120 : 119,
              folder.resolve(own.token() ? "token" : "none"),
              own.appendOnly() || number % 2 == 0 ? "no" : "yes",
              answer(own, number),
              answers,
              number);
    }

    private static String answer(Own own, int number) {
      var role =
          own.held() ? "role:slave\\r\\nmaster_host:127.0.0.1\\r\\nmaster_port:1" : "role:master";
      var aof = own.appendOnly() || number % 2 == 1;
      return text(role, own.loading(), aof, own.keys(), own.markers());
    }

    /** A silent one does not answer, or is loading. */
    private static String answer(Peer p) {
      return p.equals(Peer.SILENT)
          ? "Could not connect to Redis\\n"
          : text(p.master() ? "role:master" : "role:slave", !p.answers(), true, true, p.markers());
    }

    private static String text(
        String role, boolean loading, boolean aof, boolean keys, List<Marker> markers) {
      var libraries =
          markers.stream()
              .map(m -> m.code().replace("'", "").replace("\n", "\\n"))
              .collect(joining());
      return "%s\\r\\nloading:%d\\r\\naof_enabled:%d\\r\\n%s\\n%sPONG\\n"
          .formatted(
              role, loading ? 1 : 0, aof ? 1 : 0, keys ? "db0:keys=1,expires=0\\r" : "", libraries);
    }
  }

  private BootScript() {}

  static List<String> run(String shell, Path folder, List<Case> cases)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("none"));
    Files.writeString(Files.createDirectories(folder.resolve("token")).resolve("token"), "");
    var script = new StringBuilder(STAGE.formatted(SCRIPTS));
    for (int i = 0; i < cases.size(); i++) {
      script.append(cases.get(i).asScript(i, folder));
    }
    var file = Files.writeString(folder.resolve("cases.sh"), script);
    var command = new ArrayList<>(List.of(shell.split(" ")));
    command.add(file.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("POD_NAME", "redis-0");
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(text.lines().count()).as(text).isEqualTo(cases.size());
    return text.lines().toList();
  }

  /** What its words mean. */
  static Outcome outcome(String said) {
    var row = ROWS.keySet().stream().filter(said::contains).findFirst().map(ROWS::get).orElse(-1);
    return new Outcome(row, act(said));
  }

  private static Act act(String said) {
    if (said.contains("the operator has decided")) {
      return Act.END;
    }
    if (said.contains("replica of the primary")) {
      return said.contains("set aside") ? Act.SET_ASIDE_AND_FOLLOW : Act.FOLLOW;
    }
    return said.contains("again:") ? Act.SERVE : Act.STAY;
  }
}
