package io.redisreplication.desired;

import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Every name that is derived from that of a RedisReplication. */
public final class Names {
  public static final String CONTAINER = "redis";
  public static final String PORT_NAME = "redis";
  public static final int PORT = 6379;
  public static final String PASSWORD_KEY = "password";

  /** ClusterRole for PersistentVolumes and nodes, in src/main/kubernetes/kubernetes.yml. */
  public static final String VOLUMES_ROLE = "redis-replication-operator-volumes";

  /** Volume of a cache's pod. */
  static final String CACHE_VOLUME = "data";

  private static final Pattern ORDINAL = Pattern.compile(".*-(\\d{1,9})$");

  private Names() {}

  public static String statefulSet(RedisReplication rr) {
    return rr.getMetadata().getName();
  }

  public static String headlessService(RedisReplication rr) {
    return rr.getMetadata().getName() + "-headless";
  }

  /** Service of one part of the set: primary, replicas or read. */
  public static String service(RedisReplication rr, String part) {
    return rr.getMetadata().getName() + "-" + part;
  }

  public static String config(RedisReplication rr) {
    return rr.getMetadata().getName() + "-config";
  }

  public static String topology(RedisReplication rr) {
    return rr.getMetadata().getName() + "-topology";
  }

  public static String generatedSecret(RedisReplication rr) {
    return rr.getMetadata().getName() + "-auth";
  }

  /** Secret with the password: the user's or the generated one. */
  public static String secret(RedisReplication rr) {
    var named = rr.getSpec().auth().secretName();
    return named == null ? generatedSecret(rr) : named;
  }

  public static String pod(RedisReplication rr, int ordinal) {
    return statefulSet(rr) + "-" + ordinal;
  }

  /** Name that the StatefulSet, or for a cache the pod, gives to a pod's claim. */
  public static String claim(RedisReplication rr, int ordinal) {
    return Effective.ephemeral(rr)
        ? pod(rr, ordinal) + "-" + CACHE_VOLUME
        : rr.getSpec().storage().claimTemplateName() + "-" + pod(rr, ordinal);
  }

  /**
   * DNS name of a pod, without the cluster's domain: every resolver of a pod completes it, and it
   * needs no setting. Members follow and announce this name.
   */
  public static String host(RedisReplication rr, String pod) {
    return pod + "." + headlessService(rr) + "." + rr.getMetadata().getNamespace() + ".svc";
  }

  /** Number at the end of a pod's or claim's name. */
  public static OptionalInt ordinal(String name) {
    var m = ORDINAL.matcher(name);
    return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
  }
}
