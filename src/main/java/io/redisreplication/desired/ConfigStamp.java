package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Optional;

/**
 * An annotation on pods that notes the spec.config a container was started with: Redis reads it at
 * its start only, so a later change is pending until the pod is restarted, and the status says so.
 */
public final class ConfigStamp {
  public static final String ANNOTATION = "redisreplication.io/config";

  private ConfigStamp() {}

  /** What the pod ought to be annotated with: as before, unless its container has started again. */
  public static String of(Pod pod, RedisReplication rr) {
    var restarts = "/" + restarts(pod);
    return noted(pod).filter(stamp -> stamp.endsWith(restarts)).orElse(hash(rr) + restarts);
  }

  /** It runs with another spec.config than that of now. */
  public static boolean outdated(Pod pod, RedisReplication rr) {
    return noted(pod).filter(stamp -> !stamp.startsWith(hash(rr) + "/")).isPresent();
  }

  private static String hash(RedisReplication rr) {
    var text =
        String.join("\0", RedisConf.common(rr), RedisConf.primary(rr), RedisConf.replica(rr));
    return Integer.toHexString(text.hashCode());
  }

  private static int restarts(Pod pod) {
    return pod.getStatus() == null
        ? 0
        : pod.getStatus().getContainerStatuses().stream()
            .filter(c -> c.getName().equals(Names.CONTAINER))
            .mapToInt(ContainerStatus::getRestartCount)
            .findFirst()
            .orElse(0);
  }

  private static Optional<String> noted(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(a -> a.get(ANNOTATION));
  }
}
