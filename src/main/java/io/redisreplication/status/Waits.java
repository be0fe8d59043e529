package io.redisreplication.status;

import java.util.Set;

/** Reasons of decisions to wait, as docs/failover.md explains them. */
public final class Waits {
  /** They end only when the user does something. */
  public static final Set<String> USER_DECIDES =
      Set.of(
          "DivergedData",
          "AwaitingDisks",
          "AllDisksEmpty",
          "FailoverDisabled",
          "PrimaryRefusesOperator");

  /** Nobody takes over, because that could lose data or make two writers. */
  public static final Set<String> REFUSALS =
      Set.of(
          "DivergedData",
          "AwaitingDisks",
          "AllDisksEmpty",
          "FailoverDisabled",
          "PrimaryRefusesOperator",
          "OnlyOperatorCutOff");

  private Waits() {}
}
