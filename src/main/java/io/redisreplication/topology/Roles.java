package io.redisreplication.topology;

import java.util.Optional;

/** Which role a pod shows to the Services. */
public final class Roles {
  public static final String PRIMARY = "primary";
  public static final String REPLICA = "replica";

  private Roles() {}

  /**
   * primary: rightful, and its epoch is noted as served, or handed over to. replica: follows the
   * rightful primary. Out of sight, or restarting in place: as before, because readiness closes the
   * Service meanwhile.
   *
   * @param before the role it shows now
   */
  public static Optional<String> of(Topology t, Member m, Optional<String> before) {
    var named = t.record().namesPrimary(m.ordinal()) && t.record().served() == t.record().epoch();
    var rightful = t.rightfulPrimary();
    if (rightful.filter(p -> p.ordinal() == m.ordinal()).isPresent()) {
      return named ? Optional.of(PRIMARY) : before.filter(PRIMARY::equals);
    }
    if (!m.loaded() || rightful.isEmpty()) {
      return before.filter(role -> role.equals(REPLICA) || named);
    }
    return m.redis().orElseThrow().follows(rightful.get().host())
        ? Optional.of(REPLICA)
        : Optional.empty();
  }
}
