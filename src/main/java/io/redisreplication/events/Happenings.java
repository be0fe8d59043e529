package io.redisreplication.events;

import io.fabric8.kubernetes.api.model.Condition;
import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    var epoch = before == null || before.epoch() == null ? 0 : before.epoch();
    if (now.primary() != null
        && (!Objects.equals(now.epoch(), epoch) || !now.primary().equals(primary(before)))) {
      happened.add(
          new Happening(
              false,
              "Promoted",
              "%s is the primary of epoch %d".formatted(now.primary(), now.epoch())));
    }
    now.members().forEach(m -> member(m, state(before, m.pod())).ifPresent(happened::add));
    stalled(before, now).ifPresent(happened::add);
    return happened;
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

  private static String primary(RedisReplicationStatus status) {
    return status == null ? null : status.primary();
  }
}
