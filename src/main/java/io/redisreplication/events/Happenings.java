package io.redisreplication.events;

import io.fabric8.kubernetes.api.model.Condition;
import io.redisreplication.api.v1beta1.LastFailover;
import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Disks;
import io.redisreplication.status.Members;
import io.redisreplication.status.StatusComposer;
import io.redisreplication.status.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened between two statuses: nothing is told twice, and nothing in a steady state. */
public final class Happenings {
  private Happenings() {}

  /**
   * @param before null for a new resource
   */
  public static List<Happening> between(RedisReplicationStatus before, RedisReplicationStatus now) {
    var happened = new ArrayList<Happening>();
    if (before == null) {
      happened.add(new Happening(false, "Created", "the set is being made"));
    }
    Story.between(before, now).ifPresent(happened::add);
    setAside(before, now).ifPresent(happened::add);
    happened.addAll(VolumeHappenings.between(before, now));
    now.members().forEach(m -> member(m, state(before, m.pod())).ifPresent(happened::add));
    stalled(before, now).ifPresent(happened::add);
    nearlyFull(before, now).ifPresent(happened::add);
    refused(before, now).ifPresent(happened::add);
    updated(before, now).ifPresent(happened::add);
    return happened;
  }

  private static Optional<Happening> setAside(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    var last = Optional.ofNullable(now.lastFailover());
    var kept = last.map(LastFailover::keptAt);
    if (kept.isEmpty() || kept.equals(last(before).map(LastFailover::keptAt))) {
      return Optional.empty();
    }
    var lost = last.map(LastFailover::lostBytes);
    var has = lost.map(b -> "has %d bytes of".formatted(b)).orElse("may have");
    return Optional.of(
        new Happening(
            lost.filter(b -> b == 0).isEmpty(),
            "FormerPrimarySetAside",
            "a former primary %s writes that nobody else has: its files are kept in %s before it follows"
                .formatted(has, kept.get())));
  }

  /** What {@link #stalled} does not tell already. */
  private static Optional<Happening> refused(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    var was = condition(before, "Ready").map(Condition::getReason);
    return condition(now, "Ready")
        .filter(c -> Waits.REFUSALS.contains(c.getReason()))
        .filter(c -> was.filter(c.getReason()::equals).isEmpty())
        .filter(c -> condition(now, "Stalled").isEmpty())
        .map(c -> new Happening(true, "FailoverRefused", c.getReason() + ": " + c.getMessage()));
  }

  private static Optional<Happening> updated(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    return condition(before, "Progressing")
        .filter(c -> c.getReason().equals(StatusComposer.ROLLING_UPDATE))
        .flatMap(c -> condition(now, "Ready"))
        .filter(c -> c.getStatus().equals("True"))
        .map(c -> new Happening(false, "Updated", "the pods run what the spec says"));
  }

  private static Optional<LastFailover> last(RedisReplicationStatus status) {
    return Optional.ofNullable(status).map(RedisReplicationStatus::lastFailover);
  }

  private static Optional<Happening> member(MemberStatus m, Optional<MemberState> was) {
    if (was.filter(m.state()::equals).isPresent()) {
      return Optional.empty();
    }
    return switch (m.state()) {
      case InSync ->
          Optional.of(
              new Happening(false, "ReplicaInSync", m.pod() + " has all data of the primary"));
      case Held -> Optional.of(new Happening(false, "Held", m.pod() + " " + m.message()));
      case Foreign -> Optional.of(new Happening(true, "ForeignData", m.pod() + ": " + m.message()));
      case Unreachable ->
          was.filter(s -> s == MemberState.Primary || s == MemberState.InSync)
              .filter(s -> !Members.BEING_DELETED.equals(m.message()))
              .map(s -> new Happening(true, "Unreachable", m.pod() + ": " + m.message()));
      default -> Optional.empty();
    };
  }

  private static Optional<Happening> stalled(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    var was = condition(before, "Stalled").map(Condition::getMessage);
    return condition(now, "Stalled")
        .filter(c -> was.filter(c.getMessage()::equals).isEmpty())
        .map(c -> new Happening(true, c.getReason(), c.getMessage()));
  }

  private static Optional<Happening> nearlyFull(
      RedisReplicationStatus before, RedisReplicationStatus now) {
    var was = condition(before, StatusComposer.STORAGE_READY).map(Condition::getMessage);
    return condition(now, StatusComposer.STORAGE_READY)
        .filter(c -> c.getReason().equals(Disks.NEARLY_FULL))
        .filter(c -> was.filter(c.getMessage()::equals).isEmpty())
        .map(c -> new Happening(true, c.getReason(), c.getMessage()));
  }

  private static Optional<Condition> condition(RedisReplicationStatus status, String type) {
    return status == null || status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  private static Optional<MemberState> state(RedisReplicationStatus status, String pod) {
    return status == null || status.members() == null
        ? Optional.empty()
        : status.members().stream()
            .filter(m -> m.pod().equals(pod))
            .map(MemberStatus::state)
            .findFirst();
  }
}
