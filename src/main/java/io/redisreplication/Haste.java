package io.redisreplication;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.topology.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps of a change of primary follow each other at once: objects and status come after them,
 * but never later than a second.
 */
final class Haste {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** First step after the last status. */
  private final Map<ResourceID, Instant> since = new ConcurrentHashMap<>();

  /** When the next step is due that comes before the status; empty: the status is due. */
  Optional<Duration> next(ResourceID id, Decision decision, Optional<Duration> acted, Instant now) {
    var step = step(decision, acted);
    if (step.isEmpty() || !since.computeIfAbsent(id, key -> now).plus(LONGEST).isAfter(now)) {
      since.remove(id);
      return Optional.empty();
    }
    return step;
  }

  private static Optional<Duration> step(Decision decision, Optional<Duration> acted) {
    return switch (decision) {
      case Decision.Promote p -> acted;
      case Decision.Mark m -> acted;
      case Decision.Adopt a -> acted;
      case Decision.Repoint r -> acted;
      case Decision.Serve s -> acted;
      case Decision.SwitchOver s -> acted;
      case Decision.Wait w -> w.deadline().filter(d -> d.compareTo(Pace.SOON) <= 0);
      default -> Optional.empty();
    };
  }
}
