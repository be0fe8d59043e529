package io.redisreplication.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Since when things are as they are seen: the operator's memory, empty after its restart.
 *
 * @param settled every member was seen loaded and none was master
 * @param lost the rightful primary was not seen as such
 * @param inSync ordinals of replicas that are in sync, and since when
 * @param failback how long the member at primaryOrdinal must have been in sync before it becomes
 *     primary again; doubles with each primary that failed there
 */
public record Since(
    Optional<Instant> settled,
    Optional<Instant> lost,
    Map<Integer, Instant> inSync,
    Duration failback) {
  /** Default of {@link #failback}. */
  public static final Duration FAILBACK = Duration.ofSeconds(60);

  public static Since nothing() {
    return new Since(Optional.empty(), Optional.empty(), Map.of(), FAILBACK);
  }

  /** This memory after one more look. */
  public Since after(Topology t, Instant now) {
    var synced = new TreeMap<Integer, Instant>();
    t.members().stream()
        .filter(t::inSync)
        .forEach(m -> synced.put(m.ordinal(), inSync.getOrDefault(m.ordinal(), now)));
    return new Since(
        FailoverPolicy.settled(t) ? settled.or(() -> Optional.of(now)) : Optional.empty(),
        t.rightfulPrimary().isPresent() ? Optional.empty() : lost.or(() -> Optional.of(now)),
        Map.copyOf(synced),
        failback);
  }
}
