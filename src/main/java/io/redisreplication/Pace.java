package io.redisreplication;

import io.fabric8.kubernetes.api.model.Condition;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.status.Problem;
import io.redisreplication.status.StatusComposer;
import io.redisreplication.topology.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When the next pass comes if nothing happens. A deadline is a reason, "look again" is not. */
final class Pace {
  /** After an act: look at what came of it. */
  static final Duration AT_ONCE = Duration.ofMillis(1);

  /** A deadline that is not worth a status before it. */
  static final Duration SOON = Duration.ofMillis(50);

  /** After Redis or the API server refused something. */
  static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Pace() {}

  /**
   * @param acted when to look at what came of an act
   * @param due when a hand-over may be due
   * @param adoption when the next step of a volume is due
   */
  static Optional<Duration> next(
      RedisReplication rr,
      Decision decision,
      Optional<Duration> acted,
      Optional<Duration> due,
      List<Problem> problems,
      Optional<Duration> adoption,
      Instant now) {
    if (acted.isPresent()) {
      return acted;
    }
    if (decision instanceof Decision.Wait w && w.deadline().isPresent()) {
      return earliest(Stream.of(w.deadline(), adoption));
    }
    var mended = problems.isEmpty() ? Optional.<Duration>empty() : Optional.of(askAgain(rr, now));
    var overdue = updating(rr) ? Optional.of(LONGEST) : Optional.<Duration>empty();
    return earliest(Stream.of(due, mended, overdue, adoption));
  }

  private static Optional<Duration> earliest(Stream<Optional<Duration>> times) {
    return times.flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  /** The pod that was replaced last may never be in sync, which is no event. */
  private static boolean updating(RedisReplication rr) {
    return conditions(rr)
        .anyMatch(
            c ->
                c.getType().equals(StatusComposer.PROGRESSING)
                    && c.getReason().equals(StatusComposer.ROLLING_UPDATE));
  }

  /**
   * The end of a problem may come without an event that reaches us (a Secret, a quota, a refusal of
   * the API server). What the user leaves alone for long is asked for less often.
   */
  private static Duration askAgain(RedisReplication rr, Instant now) {
    var half = stalledSince(rr).map(s -> Duration.between(s, now).dividedBy(2)).orElse(SHORTEST);
    if (half.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return half.compareTo(LONGEST) > 0 ? LONGEST : half;
  }

  private static Optional<Instant> stalledSince(RedisReplication rr) {
    return conditions(rr)
        .filter(c -> c.getType().equals(StatusComposer.STALLED))
        .map(Condition::getLastTransitionTime)
        .map(Instant::parse)
        .findFirst();
  }

  private static Stream<Condition> conditions(RedisReplication rr) {
    return Stream.ofNullable(rr.getStatus())
        .flatMap(s -> Stream.ofNullable(s.conditions()))
        .flatMap(List::stream);
  }
}
