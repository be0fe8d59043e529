package io.redisreplication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the operator process, prefix {@code redis-replication}. */
@ConfigMapping(prefix = "redis-replication")
public interface OperatorConfig {
  /** How pods are reached: direct, port-forward, or auto (direct inside the cluster). */
  @WithDefault("auto")
  String connect();

  /** Between two looks at a healthy set; changes come as events before that. */
  @WithDefault("10s")
  Duration healthyPoll();

  /** Between two looks at a set that is not as it should be. */
  @WithDefault("300ms")
  Duration degradedPoll();

  /** For tests of crashes: a step of act/Steps after which the process halts. */
  Optional<String> haltAfter();
}
