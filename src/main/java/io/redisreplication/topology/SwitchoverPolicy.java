package io.redisreplication.topology;

import io.redisreplication.topology.Decision.SwitchOver;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a healthy primary ought to hand over, and to whom. Only a member in sync, with a disk
 * that takes writes, may have it.
 */
public final class SwitchoverPolicy {
  /** After a hand-over that failed. */
  static final Duration REST = Duration.ofSeconds(10);

  /** The same for a primary whose pod is about to end: its preStop hook waits 10 s. */
  static final Duration SHORT_REST = Duration.ofSeconds(2);

  private SwitchoverPolicy() {}

  static Optional<Decision> next(Topology t, Member primary, Since since, Instant now) {
    if (retry(primary, since).filter(at -> at.isAfter(now)).isPresent()) {
      return Optional.empty();
    }
    var wishes = t.wishes();
    if (primary.terminating()) {
      return best(t).map(to -> handOver(t, primary, to, "its pod is being deleted"));
    }
    if (primary.ordinal() >= wishes.wanted()) {
      var why = "replicas: " + wishes.wanted() + " removes its pod";
      return best(t).map(to -> handOver(t, primary, to, why));
    }
    var asked = named(t, primary, wishes.switchoverTo().orElse(-1));
    if (asked.isPresent()) {
      return asked.map(to -> handOver(t, primary, to, "asked for by annotation"));
    }
    var writable = best(t).filter(to -> primary.diskFails());
    if (writable.isPresent()) {
      return writable.map(to -> handOver(t, primary, to, "its disk takes no writes"));
    }
    var update =
        RolloutPolicy.primaryMustMove(t)
            .flatMap(why -> best(t).map(to -> handOver(t, primary, to, why)));
    return update.isPresent() ? update : failback(t, primary, since, now);
  }

  /** Until it is worth to look whether somebody hands over, though nothing else happens. */
  public static Optional<Duration> due(Topology t, Since since, Instant now) {
    return t.rightfulPrimary().stream()
        .flatMap(p -> Stream.of(retry(p, since), preferred(t, p).flatMap(to -> back(to, since))))
        .flatMap(Optional::stream)
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(now, at));
  }

  private static Optional<Instant> retry(Member primary, Since since) {
    return since.handOverFailed().map(at -> at.plus(primary.terminating() ? SHORT_REST : REST));
  }

  private static Optional<Decision> failback(Topology t, Member primary, Since since, Instant now) {
    return preferred(t, primary)
        .filter(to -> back(to, since).filter(at -> !at.isAfter(now)).isPresent())
        .map(to -> handOver(t, primary, to, "spec.primaryOrdinal"));
  }

  private static Optional<Member> preferred(Topology t, Member primary) {
    return named(t, primary, t.wishes().primaryOrdinal().orElse(-1));
  }

  private static Optional<Instant> back(Member to, Since since) {
    return Optional.ofNullable(since.inSync().get(to.ordinal()))
        .map(at -> at.plus(since.failback()));
  }

  private static Optional<Member> named(Topology t, Member primary, int ordinal) {
    return t.member(ordinal).filter(m -> ordinal != primary.ordinal()).filter(able(t));
  }

  /** Of the oldest version: the others may not be able to load what a newer one sends. */
  private static Optional<Member> best(Topology t) {
    return t.members().stream()
        .filter(able(t))
        .min(
            Comparator.<Member, String>comparing(
                    m -> m.redis().orElseThrow().version(), Election::byAge)
                .thenComparing(Election.BY_ADDRESS)
                .thenComparing(Member::ordinal));
  }

  private static Predicate<Member> able(Topology t) {
    return m ->
        t.inSync(m) && !m.terminating() && !m.diskFails() && m.ordinal() < t.wishes().wanted();
  }

  private static Decision handOver(Topology t, Member from, Member to, String why) {
    return new SwitchOver(from, to, FailoverPolicy.next(t, to), why);
  }
}
