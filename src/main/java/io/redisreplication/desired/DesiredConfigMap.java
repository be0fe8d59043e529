package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.redisreplication.api.v1beta1.PodManagementPolicy;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration of both roles and the scripts that choose between them in the pod. */
public final class DesiredConfigMap {
  static final List<String> SCRIPTS = List.of("boot.sh", "decide.sh", "ready.sh", "stop.sh");

  private DesiredConfigMap() {}

  /**
   * @param size pods that are to exist
   */
  public static ConfigMap of(RedisReplication rr, int size) {
    return new ConfigMapBuilder()
        .withMetadata(DesiredMeta.of(rr, Names.config(rr)))
        .withData(data(rr, size))
        .build();
  }

  private static Map<String, String> data(RedisReplication rr, int size) {
    var data = new LinkedHashMap<String, String>();
    data.put("common.conf", RedisConf.common(rr));
    data.put("primary.conf", RedisConf.primary(rr));
    data.put("replica.conf", RedisConf.replica(rr));
    data.put("boot.env", bootEnv(rr, size));
    SCRIPTS.forEach(name -> data.put(name, script(name)));
    return data;
  }

  private static String bootEnv(RedisReplication rr, int size) {
    var spec = rr.getSpec();
    return """
        REPLICAS=%d
        MIN_REPLICAS_TO_WRITE=%d
        MAX_LAG_SECONDS=%d
        HELD_IS_READY=%b
        PREFERRED_PRIMARY=%d
        PERSISTENT=%b
        """
        .formatted(
            size,
            Effective.minReplicas(rr),
            spec.durability().maxLagSeconds(),
            spec.podManagementPolicy() == PodManagementPolicy.OrderedReady,
            spec.primaryOrdinal() == null ? 0 : spec.primaryOrdinal(),
            !Effective.ephemeral(rr));
  }

  private static String script(String name) {
    try (var in = DesiredConfigMap.class.getResourceAsStream("/scripts/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
