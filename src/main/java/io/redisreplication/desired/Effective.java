package io.redisreplication.desired;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.StorageVolume;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values that follow from the spec when it is silent. */
public final class Effective {
  private Effective() {}

  /** Write fencing: 1 from three pods on, 0 below; never as many as there are pods. */
  public static int minReplicas(RedisReplication rr) {
    int replicas = rr.getSpec().replicas();
    var wanted = rr.getSpec().durability().minReplicasToWrite();
    return Math.min(wanted != null ? wanted : replicas >= 3 ? 1 : 0, replicas - 1);
  }

  public static Duration failoverDelay(RedisReplication rr) {
    return duration(rr.getSpec().failover().delay());
  }

  public static Duration unresponsiveTimeout(RedisReplication rr) {
    return duration(rr.getSpec().failover().unresponsiveTimeout());
  }

  /** As Go writes durations: 1m30s, 500ms; the schema lets nothing else in. */
  private static Duration duration(String text) {
    return Pattern.compile("(\\d+)(ms|s|m|h)")
        .matcher(text)
        .results()
        .map(r -> Duration.of(Long.parseLong(r.group(1)), unit(r.group(2))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static ChronoUnit unit(String symbol) {
    return switch (symbol) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      default -> ChronoUnit.HOURS;
    };
  }

  public static boolean ephemeral(RedisReplication rr) {
    return Boolean.TRUE.equals(rr.getSpec().storage().ephemeral());
  }

  /** A cache on volumes of a StorageClass, which are made and deleted with the pods. */
  public static boolean ownVolumes(RedisReplication rr) {
    var storageClass = rr.getSpec().storage().storageClassName();
    return ephemeral(rr) && storageClass != null && !storageClass.isEmpty();
  }

  /** Everything that was written is there again after a restart of the container. */
  public static boolean restartKeepsData(RedisReplication rr) {
    return !ephemeral(rr)
        && Stream.of(RedisConf.live(rr, true), RedisConf.live(rr, false))
            .noneMatch(directives -> "no".equalsIgnoreCase(directives.get("appendonly")));
  }

  public static boolean paused(RedisReplication rr) {
    return Boolean.TRUE.equals(rr.getSpec().paused());
  }

  /** Disks that hold data already. */
  public static List<StorageVolume> volumes(RedisReplication rr) {
    var volumes = rr.getSpec().storage().volumes();
    return volumes == null ? List.of() : volumes;
  }
}
