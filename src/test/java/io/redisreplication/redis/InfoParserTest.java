package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Disk;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts were taken from a master with two databases and its replica. */
class InfoParserTest {
  private static final Marker MARKER = new Marker("6f9a", 4, 1, "-");
  private static final Map<String, String> CONFIG =
      Map.of("min-replicas-to-write", "1", "appendonly", "yes");

  private static String text(String name) throws IOException {
    try (var in = InfoParserTest.class.getResourceAsStream("/redis/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static RedisState parse(String info) {
    return InfoParser.parse(info, List.of(MARKER), CONFIG, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"redis-7.0, 7.0.15", "redis-8.0, 8.0.2", "valkey-8.1, 8.1.1"})
  void aPairOfEachVersion(String name, String version) throws IOException {
    var master = parse(text(name + "-master"));
    assertThat(master.version()).isEqualTo(version);
    assertThat(master.master()).isTrue();
    assertThat(master.masterHost()).isEmpty();
    assertThat(master.runId()).hasSize(40);
    assertThat(master.offset()).isEqualTo(128);
    assertThat(master.connectedReplicas()).isEqualTo(1);
    assertThat(master.empty()).isFalse();
    assertThat(master.aof()).isTrue();
    assertThat(master.aofRewriting()).isFalse();
    assertThat(master.minReplicas()).isEqualTo(1);

    var replica = parse(text(name + "-replica"));
    assertThat(replica.master()).isFalse();
    assertThat(replica.masterHost()).isEqualTo("127.0.0.1");
    assertThat(replica.masterPort()).isEqualTo(7201);
    assertThat(replica.linkUp()).isTrue();
    assertThat(replica.lastIoSeconds()).isBetween(0, 2);
    assertThat(replica.linkDownSeconds()).isEqualTo(-1);
    assertThat(replica.syncing()).isFalse();
    assertThat(replica.replid()).isEqualTo(master.replid()).hasSize(40);
    assertThat(replica.replid2()).isEqualTo("0".repeat(40));
    assertThat(replica.secondReplOffset()).isEqualTo(-1);
    assertThat(replica.offset()).isEqualTo(128);
    assertThat(replica.markers()).containsExactly(MARKER);
  }

  @Test
  void aBrokenLinkAndAScheduledRewrite() throws IOException {
    var info =
        text("redis-7.0-replica")
            .replace("master_link_status:up", "master_link_status:down")
            .replace("master_last_io_seconds_ago:1", "master_last_io_seconds_ago:-1")
            .replace("aof_rewrite_scheduled:0", "aof_rewrite_scheduled:1")
            .concat("master_link_down_since_seconds:17\r\n");
    assertThat(parse(info).linkUp()).isFalse();
    assertThat(parse(info).linkDownSeconds()).isEqualTo(17);
    assertThat(parse(info).aofRewriting()).isTrue();
  }

  @Test
  void theOffsetOfAReplicaIsItsOwn() throws IOException {
    var info = text("redis-8.0-replica").replace("slave_repl_offset:128", "slave_repl_offset:1");
    assertThat(parse(info).offset()).isEqualTo(1);
  }

  @Test
  void theAppendOnlyFile() throws IOException {
    var info = text("redis-8.0-master");
    assertThat(parse(info).disk()).isEqualTo(new Disk(Optional.empty(), false, 100, 0));
    var failed =
        info.replace("aof_last_bgrewrite_status:ok", "aof_last_bgrewrite_status:err")
            .replace("aof_current_size:100", "aof_current_size:99999999999");
    assertThat(parse(failed).disk())
        .isEqualTo(new Disk(Optional.empty(), true, 99_999_999_999L, 0));
  }

  @Test
  void aLoadingServerSaysNothingElse() {
    var state =
        InfoParser.parse(
            "run_id:a\r\nloading:1\r\nrole:slave\r\n", List.of(), Map.of(), Optional.empty());
    assertThat(state.loading()).isTrue();
    assertThat(state.master()).isFalse();
    assertThat(state.minReplicas()).isZero();
  }
}
