package io.redisreplication.topology;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The part of the spec that decides about roles.
 *
 * @param replicas pods that exist or ought to, also while a scale-down has to wait
 * @param wanted spec.replicas
 * @param primaryOrdinal where the user wants the primary, or which copy to keep
 * @param switchoverTo ordinal that the user asked to become primary now, by annotation
 * @param acceptDataLoss epoch for which the user lets go of disks that are not seen, by annotation
 * @param minReplicas min-replicas-to-write that is to be in force
 * @param ephemeral data lives as long as the pods: all empty means start anew
 * @param newCluster id for the case that a data set begins now
 */
public record Wishes(
    int replicas,
    int wanted,
    OptionalInt primaryOrdinal,
    OptionalInt switchoverTo,
    OptionalInt acceptDataLoss,
    int minReplicas,
    boolean ephemeral,
    String newCluster,
    Failover failover,
    Update update) {

  /**
   * When a primary counts as dead.
   *
   * @param enabled false: no other member takes over from a primary that fails
   * @param delay not serving for that long; lets a restart of its container win, which loses
   *     nothing
   * @param unresponsiveTimeout the same for one that takes connections and does not answer
   */
  public record Failover(boolean enabled, Duration delay, Duration unresponsiveTimeout) {
    public static final Failover DEFAULT =
        new Failover(true, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /**
   * Who replaces outdated pods.
   *
   * @param rolling the operator does; otherwise the user deletes them
   * @param partition ordinals below it stay as they are
   */
  public record Update(boolean rolling, int partition) {
    public static final Update DEFAULT = new Update(true, 0);
  }
}
