package io.redisreplication.desired;

import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels and annotations of everything that belongs to a set. */
public final class Labels {
  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OPERATOR = "redis-replication-operator";

  /** Selects what the operator made; informers watch nothing else. */
  public static final String MANAGED = MANAGED_BY + "=" + OPERATOR;

  /** On pods: primary or replica, written by the operator when the role is proven. */
  public static final String ROLE = "redisreplication.io/role";

  public static final String PRIMARY = "primary";
  public static final String REPLICA = "replica";

  /** On pods that have a role: the Service for reads selects it. */
  public static final String SERVING = "redisreplication.io/serving";

  /**
   * On pods: epoch of the record. Writing it makes the kubelet refresh the pod's ConfigMaps at
   * once.
   */
  public static final String EPOCH = "redisreplication.io/epoch";

  /** On claims: the PersistentVolume of spec.storage.volumes that was seen to. */
  public static final String ADOPTED = "redisreplication.io/adopted";

  private Labels() {}

  /** Labels of pods and claims that never change: also the selector of the StatefulSet. */
  public static Map<String, String> selector(RedisReplication rr) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAME, "redis");
    labels.put(INSTANCE, rr.getMetadata().getName());
    labels.put(COMPONENT, "replication");
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  public static Map<String, String> selector(RedisReplication rr, String key, String value) {
    var labels = selector(rr);
    labels.put(key, value);
    return labels;
  }

  /** The selector as text, for the scale subresource. */
  public static String selectorText(RedisReplication rr) {
    return String.join(
        ",", selector(rr).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
