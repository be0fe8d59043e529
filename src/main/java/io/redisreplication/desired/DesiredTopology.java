package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.topology.TopologyRecord;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The record as a ConfigMap. */
public final class DesiredTopology {
  private DesiredTopology() {}

  public static ConfigMap of(RedisReplication rr, TopologyRecord record) {
    return new ConfigMapBuilder()
        .withMetadata(DesiredMeta.of(rr, Names.topology(rr)))
        .withData(data(record))
        .build();
  }

  public static Map<String, String> data(TopologyRecord record) {
    var data = new TreeMap<String, String>();
    data.put("cluster", record.cluster());
    data.put("epoch", String.valueOf(record.epoch()));
    data.put(
        "primary", record.primary().isPresent() ? String.valueOf(record.primary().getAsInt()) : "");
    data.put("served", String.valueOf(record.served()));
    return data;
  }

  /**
   * @throws NumberFormatException when somebody edited the ConfigMap into something else
   */
  public static TopologyRecord parse(ConfigMap map) {
    var data = map.getData() == null ? Map.<String, String>of() : map.getData();
    var primary = data.getOrDefault("primary", "");
    return new TopologyRecord(
        data.getOrDefault("cluster", ""),
        Integer.parseInt(data.getOrDefault("epoch", "0")),
        primary.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(primary)),
        Integer.parseInt(data.getOrDefault("served", "0")));
  }
}
