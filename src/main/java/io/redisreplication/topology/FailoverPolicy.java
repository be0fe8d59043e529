package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import io.redisreplication.topology.Decision.Abort;
import io.redisreplication.topology.Decision.Adopt;
import io.redisreplication.topology.Decision.Hold;
import io.redisreplication.topology.Decision.Mark;
import io.redisreplication.topology.Decision.Promote;
import io.redisreplication.topology.Decision.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides from what is seen; the record says only who was meant. First row that matches, as in
 * docs/architecture.md.
 */
public final class FailoverPolicy {
  private FailoverPolicy() {}

  public static Decision decide(Topology t, Since since, Instant now) {
    var unfinished = t.members().stream().filter(m -> unfinished(t, m)).findFirst();
    if (unfinished.isPresent()) {
      return new Abort(unfinished.get());
    }
    var rightful = t.rightfulPrimary();
    if (rightful.isPresent()) {
      return Upkeep.of(t, rightful.get(), since, now);
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
    return recover(t, since, now);
  }

  /** Its hand-over did not end, and the one it was meant for is not master. */
  private static boolean unfinished(Topology t, Member m) {
    return m.redis().filter(RedisState::handingOver).isPresent()
        && t.members().stream().noneMatch(o -> o.master() && o.ordinal() != m.ordinal());
  }

  /** Nobody is master. */
  private static Decision recover(Topology t, Since since, Instant now) {
    if (!t.lossAccepted()) {
      var wait = t.record().served() == 0 ? survey(t) : outage(t, since, now);
      if (wait.isPresent()) {
        return wait.get();
      }
    }
    var result = Election.elect(t);
    if (result instanceof Election.Refused r) {
      return Wait.until(r.reason(), r.message());
    }
    var elected = (Election.Elected) result;
    if (forbidden(t, elected.member())) {
      return Wait.until(
          "FailoverDisabled",
          elected.member().pod()
              + " could take over, but failover.enabled is false: bring the primary back, or set it to true");
    }
    return new Promote(elected.why());
  }

  /** Nothing was served yet, so no copy may be missed and nobody is in a hurry. */
  private static Optional<Wait> survey(Topology t) {
    var unseen = Survey.unseen(t);
    if (unseen.isEmpty() || Unreadable.dispensable(t)) {
      return Optional.empty();
    }
    return Unreadable.wait(t)
        .or(
            () ->
                Optional.of(
                    Wait.until(
                        "AwaitingMembers",
                        "no primary; one is chosen when every member was seen, still missing: "
                            + unseen)));
  }

  private static Optional<Wait> outage(Topology t, Since since, Instant now) {
    return Liveness.alive(t, since, now)
        .or(
            () ->
                Survey.incomplete(t)
                    .filter(open -> Survey.patience(since, now).isPositive())
                    .map(
                        open ->
                            new Wait(
                                "IncompleteSurvey",
                                "the primary is lost; waiting up to 30 s for what %s has"
                                    .formatted(open),
                                Optional.of(Survey.patience(since, now)))));
  }

  private static boolean forbidden(Topology t, Member elected) {
    return !t.wishes().failover().enabled()
        && t.record().served() > 0
        && !t.record().namesPrimary(elected.ordinal());
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

  private static String names(List<Member> members) {
    return members.stream().map(Member::pod).collect(joining(", "));
  }
}
