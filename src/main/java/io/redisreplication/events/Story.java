package io.redisreplication.events;

import io.redisreplication.api.v1beta1.LastFailover;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The story of a change of primary, told once it takes writes. */
public final class Story {
  private Story() {}

  /** The change that was completed between two statuses. */
  public static Optional<LastFailover> completed(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    var was = Optional.ofNullable(before).map(RedisReplicationStatus::lastFailover);
    return Optional.ofNullable(now.lastFailover())
        .filter(l -> l.writableAt() != null)
        .filter(
            l ->
                was.filter(w -> Objects.equals(w.epoch(), l.epoch()))
                    .filter(w -> w.writableAt() != null)
                    .isEmpty());
  }

  static Optional<Happening> between(RedisReplicationStatus before, RedisReplicationStatus now) {
    var change = completed(before, now);
    if (change.isPresent()) {
      return change.map(Story::told);
    }
    var back = now.primary() != null && before != null && before.primary() == null;
    return back
        ? Optional.of(
            new Happening(
                false,
                "ServesAgain",
                "%s serves again as primary of epoch %d".formatted(now.primary(), now.epoch())))
        : Optional.empty();
  }

  private static Happening told(LastFailover l) {
    var is = "%s is the primary of epoch %d".formatted(l.to(), l.epoch());
    return switch (l.kind()) {
      case "Failover" ->
          new Happening(
              true, "Failover", "%s%s: %s%s".formatted(is, instead(l), l.reason(), times(l)));
      case "Switchover" ->
          new Happening(
              false,
              "Switchover",
              "%s, %s has handed over: %s%s".formatted(is, l.from(), l.reason(), times(l)));
      default ->
          new Happening(
              false,
              "Promoted",
              "%s%s: %s".formatted(is, l.from() == null ? "" : " after " + l.from(), l.reason()));
    };
  }

  private static String instead(LastFailover l) {
    return Objects.equals(l.to(), l.from()) ? ", as before" : " instead of " + l.from();
  }

  private static String times(LastFailover l) {
    return "; promoted %s s and writable %s s after %s"
        .formatted(
            seconds(l.detectedAt(), l.promotedAt()),
            seconds(l.detectedAt(), l.writableAt()),
            l.detectedAt());
  }

  private static String seconds(String from, String to) {
    var millis = Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }
}
