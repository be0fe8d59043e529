package io.redisreplication.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Since when things are as they are seen: the operator's memory, empty after its restart.
 *
 * @param rightful the same rightful primary is seen
 * @param primary whom it was seen as last
 * @param lost the rightful primary is not seen as such
 * @param heard a replica heard of it last, while it is not seen
 * @param inSync ordinals of replicas that are in sync, and since when
 * @param failback how long the member at primaryOrdinal must have been in sync before it becomes
 *     primary again; doubles with each primary that failed there
 * @param handOverFailed the last hand-over that failed
 */
public record Since(
    Optional<Instant> rightful,
    Optional<Pod> primary,
    Optional<Instant> lost,
    Optional<Instant> heard,
    Map<Integer, Instant> inSync,
    Duration failback,
    Optional<Instant> handOverFailed) {
  /** One pod, and not a later one of its name. */
  public record Pod(int ordinal, String uid) {}

  /** Default of {@link #failback}. */
  public static final Duration FAILBACK = Duration.ofSeconds(60);

  private static final Duration LONGEST_FAILBACK = Duration.ofHours(1);

  /** A primary that lasted for so long at primaryOrdinal was no failure. */
  private static final Duration LASTING = Duration.ofMinutes(10);

  public static Since nothing() {
    return new Since(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        FAILBACK,
        Optional.empty());
  }

  /**
   * The first look that missed the primary; empty when the operator never saw it serve, and so does
   * not know when it ended.
   */
  public Optional<Instant> missed() {
    return primary.flatMap(p -> lost);
  }

  /** The primary lived until then, as far as anybody saw. */
  public Optional<Instant> lastSign() {
    return heard.or(() -> lost);
  }

  /** This memory after one more look. */
  public Since after(Topology t, Instant now) {
    var synced = new TreeMap<Integer, Instant>();
    t.members().stream()
        .filter(t::inSync)
        .forEach(m -> synced.put(m.ordinal(), inSync.getOrDefault(m.ordinal(), now)));
    var seen = t.rightfulPrimary();
    var since = seen.isPresent() ? rightful.or(() -> Optional.of(now)) : Optional.<Instant>empty();
    var gone = seen.isPresent() ? Optional.<Instant>empty() : lost.or(() -> Optional.of(now));
    return new Since(
        since,
        seen.map(m -> new Pod(m.ordinal(), m.uid())).or(() -> primary),
        gone,
        seen.isPresent() ? Optional.empty() : Liveness.heard(t) ? Optional.of(now) : heard,
        Map.copyOf(synced),
        lasting(t, since, now) ? FAILBACK : failback,
        handOverFailed);
  }

  private static boolean lasting(Topology t, Optional<Instant> since, Instant now) {
    var ordinal = t.wishes().primaryOrdinal();
    return ordinal.isPresent()
        && t.record().namesPrimary(ordinal.getAsInt())
        && since.filter(at -> at.plus(LASTING).isBefore(now)).isPresent();
  }

  /** The primary at primaryOrdinal failed. */
  public Since withLongerFailback() {
    var longer = failback.multipliedBy(2);
    return new Since(
        rightful,
        primary,
        lost,
        heard,
        inSync,
        longer.compareTo(LONGEST_FAILBACK) > 0 ? LONGEST_FAILBACK : longer,
        handOverFailed);
  }

  /** The pod that was primary is gone; the one that has its name now never was. */
  boolean replaced(Member m) {
    return primary.filter(p -> p.ordinal() == m.ordinal() && !p.uid().equals(m.uid())).isPresent();
  }

  public Since withFailedHandOver(Instant now) {
    return new Since(rightful, primary, lost, heard, inSync, failback, Optional.of(now));
  }
}
