package io.redisreplication.topology;

import io.redisreplication.topology.Decision.Fence;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Repoint;
import io.redisreplication.topology.Decision.Restart;
import io.redisreplication.topology.Decision.Serve;
import io.redisreplication.topology.Decision.Steady;
import io.redisreplication.topology.Decision.Unmark;
import io.redisreplication.topology.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rightful primary is there: nobody beside it, its Service open, everybody behind it, and then
 * what the user planned.
 */
final class Upkeep {
  private static final Duration A_MOMENT = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofMillis(20);

  private Upkeep() {}

  static Decision of(Topology t, Member primary, Since since, Instant now) {
    var rivals = select(t, m -> m.master() && m.ordinal() != primary.ordinal());
    if (!rivals.isEmpty()) {
      return new Hold(rivals, primary.pod() + " is the primary");
    }
    var proven = t.wishes().minReplicas() == 0 || t.members().stream().anyMatch(t::inSync);
    var served = t.record().served() == t.record().epoch();
    if (!served && proven) {
      return new Serve(primary);
    }
    var redis = primary.redis().orElseThrow();
    var fence = fence(t, redis.minReplicas());
    if (fence != redis.minReplicas()) {
      return new Fence(primary, fence);
    }
    var astray = select(t, m -> astray(t, m, primary));
    if (!astray.isEmpty()) {
      return new Repoint(astray, primary);
    }
    var released =
        select(t, m -> m.heldByOperator() && (FailoverPolicy.wasPrimary(t, m) || m.unmarked()));
    if (!released.isEmpty()) {
      return new Restart(released);
    }
    if (!served) {
      return new Wait(
          "AwaitingReplica",
          "no replica has the data of " + primary.pod() + " yet",
          recent(since, now) ? Optional.of(SOON) : Optional.empty());
    }
    var old =
        redis.markers().stream()
            .filter(
                m -> m.cluster().equals(t.record().cluster()) && m.epoch() < t.record().served())
            .toList();
    return old.isEmpty() || primary.diskFails()
        ? planned(t, primary, since, now)
        : new Unmark(primary, old);
  }

  /** A partial synchronisation takes milliseconds; a full one is noticed by polling. */
  private static boolean recent(Since since, Instant now) {
    return since.rightful().filter(at -> at.plus(A_MOMENT).isAfter(now)).isPresent();
  }

  private static Decision planned(Topology t, Member primary, Since since, Instant now) {
    return SwitchoverPolicy.next(t, primary, since, now)
        .or(() -> RolloutPolicy.next(t))
        .orElse(new Steady());
  }

  /**
   * Lowered at once; raised only as far as replicas are there, or the primary would refuse writes.
   * While pods are replaced one by one, it counts on one replica less.
   */
  private static int fence(Topology t, int now) {
    var spare = RolloutPolicy.pending(t) ? 2 : 1;
    var wanted = Math.min(t.wishes().minReplicas(), Math.max(0, t.wishes().replicas() - spare));
    return wanted <= now ? wanted : Math.max(now, Math.min(wanted, t.inSync()));
  }

  /**
   * A held former primary, and data without a marker, are left to boot.sh, which sets their files
   * aside before it follows (nobody else may have what is on that disk). A stranger's disk is never
   * overwritten; who is linked to a stranger only has a copy.
   */
  private static boolean astray(Topology t, Member m, Member primary) {
    return m.loaded()
        && m.ordinal() != primary.ordinal()
        && !m.redis().orElseThrow().follows(primary.host())
        && !(m.foreign(t.record().cluster()) && !m.redis().orElseThrow().linkUp())
        && !(m.held() && FailoverPolicy.wasPrimary(t, m));
  }

  private static List<Member> select(Topology t, Predicate<Member> p) {
    return t.members().stream().filter(p).toList();
  }
}
