package io.redisreplication.status;

import io.redisreplication.api.v1beta1.LastFailover;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What status.lastFailover says: the operator's own account of what it did; for what happened
 * before it was started, the status before.
 */
final class LastChange {
  /** Of a change that no running operator remembers. */
  static final String UNKNOWN = "Unknown";

  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private LastChange() {}

  /**
   * @param serving the primary whose Service is open
   */
  static LastFailover of(
      Facts facts, Optional<Member> serving, Optional<RedisReplicationStatus> before, Instant now) {
    var was = before.map(RedisReplicationStatus::lastFailover);
    var last =
        facts
            .change()
            .filter(c -> was.filter(w -> w.epoch() > c.epoch()).isEmpty())
            .map(c -> told(c, was.filter(w -> w.epoch() == c.epoch())))
            .or(() -> was);
    if (serving.isEmpty() || last.filter(l -> l.epoch() > epoch(facts)).isPresent()) {
      return last.orElse(null);
    }
    var pod = serving.get().pod();
    var from = last.map(LastFailover::to).or(() -> before.map(RedisReplicationStatus::primary));
    if (from.filter(pod::equals).isEmpty()) {
      last = Optional.of(unknown(facts, from, pod));
    }
    return last.map(l -> complete(facts, l, now)).orElse(null);
  }

  private static int epoch(Facts facts) {
    return facts.topology().record().epoch();
  }

  private static LastFailover told(PrimaryChange c, Optional<LastFailover> was) {
    return new LastFailover(
        c.kind().name(),
        c.epoch(),
        c.from().orElse(null),
        c.to(),
        c.reason(),
        text(c.detectedAt()),
        text(c.promotedAt()),
        was.map(LastFailover::writableAt).orElse(null),
        c.lostBytes().isPresent()
            ? Long.valueOf(c.lostBytes().getAsLong())
            : was.map(LastFailover::lostBytes).orElse(null),
        was.map(LastFailover::keptAt).orElse(null));
  }

  private static LastFailover unknown(Facts facts, Optional<String> from, String to) {
    return new LastFailover(
        UNKNOWN,
        epoch(facts),
        from.orElse(null),
        to,
        "the operator was restarted meanwhile",
        null,
        null,
        null,
        null,
        null);
  }

  /** What only shows after the promotion. */
  private static LastFailover complete(Facts facts, LastFailover l, Instant now) {
    return new LastFailover(
        l.kind(),
        l.epoch(),
        l.from(),
        l.to(),
        l.reason(),
        l.detectedAt(),
        l.promotedAt(),
        Optional.ofNullable(l.writableAt()).orElse(text(now)),
        l.lostBytes(),
        Optional.ofNullable(l.keptAt()).orElseGet(() -> kept(facts)));
  }

  /** Where boot.sh of a former primary puts its files before it follows. */
  private static String kept(Facts facts) {
    var t = facts.topology();
    return t.members().stream()
        .filter(m -> FailoverPolicy.wasPrimary(t, m))
        .map(
            m ->
                "/data/diverged-%d on %s%s"
                    .formatted(
                        m.epoch(t.record().cluster()),
                        m.pod(),
                        m.volume().map(v -> " (volume " + v + ")").orElse("")))
        .findFirst()
        .orElse(null);
  }

  private static String text(Instant at) {
    return ISO_MILLIS.format(at);
  }
}
