package io.redisreplication.redis;

import io.redisreplication.topology.Disk;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * INFO's text as numbers. Redis 7.0 and 8.0 and Valkey 8.1 agree in all fields used here except
 * that Valkey gives its own version beside the Redis version it is compatible with.
 */
final class InfoParser {
  static final String[] SECTIONS = {"server", "persistence", "replication", "keyspace"};
  static final String MIN_REPLICAS = "min-replicas-to-write";
  static final String AOF = "appendonly";

  private final Map<String, String> fields = new HashMap<>();

  private InfoParser(String info) {
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> fields.put(pair[0], pair[1].strip()));
  }

  /**
   * @param info of {@link #SECTIONS}
   * @param config answer to CONFIG GET of {@link #MIN_REPLICAS} and {@link #AOF}; may lack them
   * @param diskTrouble why it cannot write to its disk, if it cannot
   */
  static RedisState parse(
      String info, List<Marker> markers, Map<String, String> config, Optional<String> diskTrouble) {
    return new InfoParser(info).state(markers, config, diskTrouble);
  }

  private RedisState state(
      List<Marker> markers, Map<String, String> config, Optional<String> diskTrouble) {
    var master = text("role", "").equals("master");
    return new RedisState(
        text("run_id", ""),
        text("valkey_version", text("redis_version", "")),
        flag("loading") || flag("async_loading"),
        master,
        text("master_host", ""),
        (int) number("master_port", 0),
        text("master_link_status", "").equals("up"),
        (int) number("master_last_io_seconds_ago", -1),
        (int) number("master_link_down_since_seconds", -1),
        !text("master_failover_state", "no-failover").equals("no-failover"),
        flag("master_sync_in_progress"),
        text("master_replid", ""),
        text("master_replid2", ""),
        number("second_repl_offset", -1),
        // on a replica master_repl_offset outlives the data when a full sync fails half-way
        number(master ? "master_repl_offset" : "slave_repl_offset", 0),
        config.getOrDefault(AOF, flag("aof_enabled") ? "yes" : "no").equals("yes"),
        flag("aof_rewrite_in_progress") || flag("aof_rewrite_scheduled"),
        new Disk(
            diskTrouble,
            text("aof_last_bgrewrite_status", "ok").equals("err"),
            number("aof_current_size", 0),
            number("aof_base_size", 0)),
        fields.keySet().stream().noneMatch(key -> key.matches("db\\d+")),
        Integer.parseInt(config.getOrDefault(MIN_REPLICAS, "0")),
        (int) number("connected_slaves", 0),
        markers);
  }

  private String text(String key, String otherwise) {
    return fields.getOrDefault(key, otherwise);
  }

  private long number(String key, long otherwise) {
    return fields.containsKey(key) ? Long.parseLong(fields.get(key)) : otherwise;
  }

  private boolean flag(String key) {
    return number(key, 0) != 0;
  }
}
