package io.redisreplication.topology;

import io.redisreplication.topology.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the last primary is dead. A busy, loading or slow one is not: nobody is promoted beside
 * it.
 */
public final class Liveness {
  private Liveness() {}

  /** Who may have been primary last: by the record, and by the newest marker seen. */
  static Set<Integer> suspects(Topology t) {
    var suspects = new TreeSet<Integer>();
    t.record().primary().ifPresent(suspects::add);
    var cluster = Election.cluster(t).orElse("");
    var highest = FailoverPolicy.highestEpoch(t);
    t.members().stream()
        .flatMap(m -> m.marker(cluster).stream())
        .filter(k -> highest > 0 && k.epoch() == highest)
        .forEach(k -> suspects.add(k.primary()));
    return suspects;
  }

  /** Who was primary last: the newest marker knows better than a record that was not fulfilled. */
  public static OptionalInt last(Topology t) {
    var cluster = Election.cluster(t).orElse("");
    return t.members().stream()
        .flatMap(m -> m.marker(cluster).stream())
        .max(Comparator.comparingInt(Marker::epoch))
        .map(k -> OptionalInt.of(k.primary()))
        .orElse(t.record().primary());
  }

  /** Why the last primary may still be alive, or may come back by itself; empty when it is dead. */
  static Optional<Wait> alive(Topology t, Since since, Instant now) {
    return suspects(t).stream()
        .map(t::member)
        .flatMap(Optional::stream)
        .map(m -> alive(t, m, since, now))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Wait> alive(Topology t, Member m, Since since, Instant now) {
    var failover = t.wishes().failover();
    if (m.loaded()) {
      var back = m.restartedInPlace() && m.held() && !m.heldByOperator();
      return back
          ? until(since, failover.delay(), now)
              .map(rest -> wait("AwaitingRestart", m, "restarted and may serve again", rest))
          : Optional.empty();
    }
    if (m.redis().isPresent() && since.replaced(m)) {
      return Survey.incomplete(t).map(open -> loading(m, open));
    }
    if (m.redis().isPresent()) {
      return until(since, failover.delay(), now)
          .map(rest -> wait("Loading", m, "restarted and reads its data", rest))
          .or(() -> Survey.incomplete(t).map(open -> loading(m, open)));
    }
    if (since.replaced(m)) {
      return Optional.empty();
    }
    if (heard(t, m)) {
      return Optional.of(
          Wait.until(
              "OnlyOperatorCutOff",
              m.pod()
                  + " does not answer the operator, but its replicas still hear of it: check the network between the operator and this pod"));
    }
    if (m.terminating()) {
      return Optional.empty();
    }
    return switch (m.silence().orElse(Silence.UNREACHABLE)) {
      case NOT_RUNNING, FAILING ->
          until(since, failover.delay(), now)
              .map(rest -> wait("PrimaryNotRunning", m, "does not run", rest));
      case UNREACHABLE ->
          until(since, failover.delay(), now)
              .map(rest -> wait("PrimaryUnreachable", m, "cannot be reached", rest));
      case UNRESPONSIVE ->
          until(since, failover.unresponsiveTimeout(), now)
              .map(
                  rest ->
                      wait("PrimaryUnresponsive", m, "takes connections, gives no answer", rest));
      case REFUSING ->
          Optional.of(
              Wait.until(
                  "PrimaryRefusesOperator",
                  m.pod()
                      + " is alive and refuses the operator; nobody is promoted beside it. Its member entry says why"));
    };
  }

  /** Somebody hears of the last primary. */
  static boolean heard(Topology t) {
    return suspects(t).stream().map(t::member).flatMap(Optional::stream).anyMatch(m -> heard(t, m));
  }

  /** A primary pings its replicas each second: one that hears of it proves that it lives. */
  private static boolean heard(Topology t, Member primary) {
    return t.members().stream()
        .filter(Member::loaded)
        .filter(m -> m.linkedTo(primary))
        .map(m -> m.redis().orElseThrow().lastIoSeconds())
        .anyMatch(io -> io >= 0 && io <= Topology.FRESH_IO_SECONDS);
  }

  private static Optional<Duration> until(Since since, Duration delay, Instant now) {
    var rest = Duration.between(now, since.lost().orElse(now).plus(delay));
    return rest.isPositive() ? Optional.of(rest) : Optional.empty();
  }

  private static Wait wait(String reason, Member m, String what, Duration rest) {
    return new Wait(reason, m.pod() + ", the last primary, " + what, Optional.of(rest));
  }

  private static Wait loading(Member m, String open) {
    return Wait.until(
        "Loading",
        m.pod() + ", the last primary, reads its data; nobody else is chosen without " + open);
  }
}
