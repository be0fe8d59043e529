package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import io.redisreplication.topology.Decision.Adopt;
import io.redisreplication.topology.Decision.Fence;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Promote;
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
 * Decides from what is seen; the record says only who was meant. First row that matches, as in
 * docs/architecture.md.
 */
public final class FailoverPolicy {
  /** Time for boot.sh to serve again after an in-place restart, which loses nothing. */
  static final Duration DELAY = Duration.ofSeconds(2);

  private FailoverPolicy() {}

  public static Decision decide(Topology t, Since since, Instant now) {
    var rightful = t.rightfulPrimary();
    if (rightful.isPresent()) {
      return keep(t, rightful.get());
    }
    var recorded = t.recordedPrimary().filter(m -> m.loaded() && m.master());
    if (recorded.isPresent() && mayBeMarked(t, recorded.get())) {
      return new Mark(recorded.get(), marker(t.record(), recorded.get()));
    }
    var masters = t.members().stream().filter(Member::master).toList();
    var adoptable = adoptable(t, masters);
    if (adoptable.isPresent()) {
      var m = adoptable.get();
      return new Adopt(m, next(t, m));
    }
    if (masters.stream().anyMatch(m -> !m.loaded())) {
      return Wait.until("Loading", names(masters) + " reads its data and is asked afterwards");
    }
    if (!masters.isEmpty()) {
      return new Hold(masters, "master without the right to it");
    }
    return elect(t, since.settled(), now);
  }

  /** The rightful primary is there: bring the others behind it, then open the Service. */
  private static Decision keep(Topology t, Member primary) {
    var rivals = select(t, m -> m.master() && m.ordinal() != primary.ordinal());
    if (!rivals.isEmpty()) {
      return new Hold(rivals, primary.pod() + " is the primary");
    }
    var astray = select(t, m -> astray(t, m, primary));
    if (!astray.isEmpty()) {
      return new Repoint(astray, primary);
    }
    var released = select(t, m -> m.heldByOperator() && wasPrimary(t, m));
    if (!released.isEmpty()) {
      return new Restart(released);
    }
    var redis = primary.redis().orElseThrow();
    var fence = fence(t, redis.minReplicas());
    if (fence != redis.minReplicas()) {
      return new Fence(primary, fence);
    }
    var proven = t.wishes().minReplicas() == 0 || t.members().stream().anyMatch(t::inSync);
    if (t.record().served() < t.record().epoch()) {
      return proven
          ? new Serve(primary)
          : Wait.until("AwaitingReplica", "no replica has the data of " + primary.pod() + " yet");
    }
    var old =
        redis.markers().stream()
            .filter(
                m -> m.cluster().equals(t.record().cluster()) && m.epoch() < t.record().served())
            .toList();
    return old.isEmpty() ? new Steady() : new Unmark(primary, old);
  }

  /**
   * Lowered at once; raised only as far as replicas are there, or the primary would refuse writes.
   */
  private static int fence(Topology t, int now) {
    var wanted = t.wishes().minReplicas();
    return wanted <= now ? wanted : Math.max(now, Math.min(wanted, t.inSync()));
  }

  /**
   * A held former primary is left to boot.sh, which sets its files aside before it follows (its
   * disk may have writes that nobody else has). A stranger's data is never overwritten.
   */
  private static boolean astray(Topology t, Member m, Member primary) {
    return m.loaded()
        && m.ordinal() != primary.ordinal()
        && !m.redis().orElseThrow().follows(primary.host())
        && !m.foreign(t.record().cluster())
        && !(m.held() && wasPrimary(t, m));
  }

  /** Its marker names itself as the primary of an epoch before this one. */
  public static boolean wasPrimary(Topology t, Member m) {
    return m.marker(t.record().cluster())
        .filter(k -> k.primary() == m.ordinal() && k.epoch() < t.record().epoch())
        .isPresent();
  }

  /** served <= marker < epoch: promoted, not yet marked. Or its marker was flushed. */
  private static boolean mayBeMarked(Topology t, Member m) {
    var own = m.epoch(t.record().cluster());
    if (own == 0) {
      return m.redis().orElseThrow().markers().isEmpty() && flushed(t, m);
    }
    return own >= t.record().served() && own < t.record().epoch() && own == highestEpoch(t);
  }

  /**
   * A recorded master without any marker: nobody boots or is promoted into that, so a user flushed
   * the functions. Its replicas may not have heard of it yet. Without keys it could be a wiped one
   * that somebody made master by hand, unless nobody knows better or somebody follows it.
   */
  private static boolean flushed(Topology t, Member m) {
    var record = t.record();
    var highest = highestEpoch(t);
    var data = !m.empty() || highest == 0 || t.members().stream().anyMatch(o -> o.linkedTo(m));
    return record.served() > 0 && highest <= record.epoch() && data;
  }

  private static Optional<Member> adoptable(Topology t, List<Member> masters) {
    if (masters.size() != 1
        || t.record().served() >= t.record().epoch() && t.record().epoch() > 0) {
      return Optional.empty();
    }
    var m = masters.get(0);
    return m.loaded() && m.marker(t.record().cluster()).filter(k -> ownsUp(t, m, k)).isPresent()
        ? Optional.of(m)
        : Optional.empty();
  }

  private static boolean ownsUp(Topology t, Member m, Marker k) {
    return k.primary() == m.ordinal()
        && (t.record().cluster().isEmpty() || k.cluster().equals(t.record().cluster()))
        && k.epoch() >= t.record().served()
        && k.epoch() >= highestEpoch(t)
        && Election.clusters(t.members()).size() == 1;
  }

  private static Decision elect(Topology t, Optional<Instant> settled, Instant now) {
    var unseen = unseen(t);
    if (!unseen.isEmpty()) {
      return Wait.until(
          "AwaitingMembers",
          "no primary; one is chosen when every member was seen, still missing: " + unseen);
    }
    var result = Election.elect(t);
    if (result instanceof Election.Refused r) {
      return Wait.until(r.reason(), r.message());
    }
    var mayServeAgain = t.recordedPrimary().filter(Member::restartedInPlace).isPresent();
    var rest = mayServeAgain ? remaining(settled, now) : Duration.ZERO;
    if (rest.isPositive()) {
      return new Wait(
          "AwaitingRestart", "the primary may still serve again by itself", Optional.of(rest));
    }
    return new Promote(((Election.Elected) result).why());
  }

  private static String unseen(Topology t) {
    var pods = t.members().stream().filter(m -> !m.loaded() || m.terminating()).map(Member::pod);
    var missing = t.missing().stream().map(i -> "ordinal " + i);
    return java.util.stream.Stream.concat(pods, missing).collect(joining(", "));
  }

  private static Duration remaining(Optional<Instant> settled, Instant now) {
    return settled.map(s -> Duration.between(now, s.plus(DELAY))).orElse(DELAY);
  }

  /** Everybody is seen and loaded, nobody is master: the clock of {@link #DELAY} runs. */
  public static boolean settled(Topology t) {
    return unseen(t).isEmpty() && t.members().stream().noneMatch(Member::master);
  }

  /** The record of the epoch in which that member becomes primary. */
  public static TopologyRecord next(Topology t, Member m) {
    var cluster = Election.cluster(t).orElse(t.wishes().newCluster());
    var epoch = Math.max(t.record().epoch(), highestEpoch(t)) + 1;
    return new TopologyRecord(
        cluster, epoch, java.util.OptionalInt.of(m.ordinal()), t.record().served());
  }

  public static Marker marker(TopologyRecord record, Member m) {
    return new Marker(record.cluster(), record.epoch(), m.ordinal(), m.volume().orElse("-"));
  }

  static int highestEpoch(Topology t) {
    var cluster = Election.cluster(t).orElse(t.record().cluster());
    return t.members().stream().mapToInt(m -> m.epoch(cluster)).max().orElse(0);
  }

  private static List<Member> select(Topology t, Predicate<Member> p) {
    return t.members().stream().filter(p).toList();
  }

  private static String names(List<Member> members) {
    return members.stream().map(Member::pod).collect(joining(", "));
  }
}
