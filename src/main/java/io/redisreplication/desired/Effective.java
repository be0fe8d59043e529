package io.redisreplication.desired;

import io.redisreplication.api.v1beta1.RedisReplication;

/** Values that follow from the spec when it is silent. */
public final class Effective {
  private Effective() {}

  /** Write fencing: 1 from three pods on, 0 below; never as many as there are pods. */
  public static int minReplicas(RedisReplication rr) {
    int replicas = rr.getSpec().replicas();
    var wanted = rr.getSpec().durability().minReplicasToWrite();
    return Math.min(wanted != null ? wanted : replicas >= 3 ? 1 : 0, replicas - 1);
  }

  public static boolean ephemeral(RedisReplication rr) {
    return Boolean.TRUE.equals(rr.getSpec().storage().ephemeral());
  }

  public static boolean paused(RedisReplication rr) {
    return Boolean.TRUE.equals(rr.getSpec().paused());
  }
}
