package io.redisreplication.status;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One change of primary, as the operator carried it out.
 *
 * @param kind why at all
 * @param epoch that began with it
 * @param from pod that was primary before; empty for a new set
 * @param to pod that is primary now
 * @param reason in a person's words
 * @param detectedAt when the loss was seen, or the hand-over decided
 * @param promotedAt when {@code to} was master
 * @param lostBytes of the replication stream of {@code from} that {@code to} does not have; empty
 *     when that cannot be known
 */
public record PrimaryChange(
    Kind kind,
    int epoch,
    Optional<String> from,
    String to,
    String reason,
    Instant detectedAt,
    Instant promotedAt,
    OptionalLong lostBytes) {

  /** What led to it. */
  public enum Kind {
    /** The first primary of a set, or of one that was found on its disks. */
    Bootstrap,
    /** The primary was lost. */
    Failover,
    /** The primary handed over; nothing was lost. */
    Switchover
  }
}
