package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which Service a pod belongs to, and how many pods there may be. */
class RolesTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> PRIMARY = Optional.of(Roles.PRIMARY);
  private static final Optional<String> REPLICA = Optional.of(Roles.REPLICA);

  private static Optional<String> role(A set, int ordinal, Optional<String> before) {
    var t = set.seen();
    return Roles.of(t, t.members().get(ordinal), before);
  }

  private static A running() {
    return A.set(3).record(4, 0).running();
  }

  @Test
  void onePrimaryAndReplicas() {
    assertThat(role(running(), 0, NONE)).isEqualTo(PRIMARY);
    assertThat(role(running(), 1, NONE)).isEqualTo(REPLICA);
  }

  @Test
  void thePrimaryIsHiddenUntilItsEpochIsServed() {
    assertThat(role(running().served(3), 0, NONE)).isEqualTo(NONE);
  }

  @Test
  void whomTheRoleWasHandedOverToStaysVisible() {
    assertThat(role(running().served(3), 0, PRIMARY)).isEqualTo(PRIMARY);
  }

  @Test
  void whoFollowsNobodyOfTheSetHasNoRole() {
    assertThat(role(running().member(1, Server::held), 1, REPLICA)).isEqualTo(NONE);
    assertThat(role(running().member(1, Server::master), 1, PRIMARY)).isEqualTo(NONE);
    assertThat(role(running().member(1, m -> m.follows(2)), 1, REPLICA)).isEqualTo(NONE);
  }

  @Test
  void outOfSightARoleStays() {
    assertThat(role(running().member(0, Server::silent), 0, PRIMARY)).isEqualTo(PRIMARY);
    assertThat(role(running().member(1, Server::loading), 1, REPLICA)).isEqualTo(REPLICA);
    assertThat(role(running().member(1, Server::silent), 1, NONE)).isEqualTo(NONE);
  }

  @Test
  void aFormerPrimaryOutOfSightLosesTheRole() {
    assertThat(role(running().member(1, Server::silent), 1, PRIMARY)).isEqualTo(NONE);
  }
}
