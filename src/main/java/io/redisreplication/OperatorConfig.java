package io.redisreplication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the operator process. Their Javadoc is the text of docs/configuration.md. */
@ConfigMapping(prefix = "redis-replication")
public interface OperatorConfig {
  /**
   * How Redis pods are reached: {@code direct} at the pod's IP, {@code port-forward} through the
   * API server, {@code auto}: direct in a pod, port-forward on any other machine.
   */
  @WithDefault("auto")
  String connect();

  /**
   * Between two looks at a set that is Ready. Changes come as events before that; shorter notices
   * sooner what causes no event, and costs commands to Redis, not requests to the API server.
   */
  @WithDefault("10s")
  Duration healthyPoll();

  /** Between two looks at a set that is not Ready. */
  @WithDefault("300ms")
  Duration degradedPoll();

  /**
   * Where the Lease is by which one operator at a time works; it must exist. The manifests set
   * {@code KUBERNETES_NAMESPACE} to the pod's own.
   */
  @WithDefault("${kubernetes.namespace:redis-replication-system}")
  String leaseNamespace();

  /**
   * Lines of the log for people: {@code human}, or one JSON object each, for what collects logs:
   * {@code json}.
   */
  @WithDefault("human")
  LogFormat logFormat();

  /** For tests of crashes only: the step (see act/Steps) after which the process halts. */
  Optional<String> haltAfter();
}
