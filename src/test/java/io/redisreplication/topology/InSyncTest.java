package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Link state alone proves nothing. */
class InSyncTest {
  private static boolean inSync(Consumer<Server> change) {
    var t = A.set(3).record(4, 0).running().member(1, change).seen();
    return t.inSync(t.members().get(1));
  }

  @Test
  void followsWithFreshInputAndTheMarker() {
    assertThat(inSync(m -> {})).isTrue();
    assertThat(inSync(m -> m.lastIo(2))).isTrue();
  }

  @Test
  void notWithoutAnyOfIt() {
    assertThat(inSync(m -> m.lastIo(3))).isFalse();
    assertThat(inSync(m -> m.linkDown(1))).isFalse();
    assertThat(inSync(Server::syncing)).isFalse();
    assertThat(inSync(Server::loading)).isFalse();
    assertThat(inSync(Server::silent)).isFalse();
    assertThat(inSync(m -> m.marker(3, 0))).isFalse();
    assertThat(inSync(Server::held)).isFalse();
  }

  /** C10: the full sync is over, the disk does not have it yet. */
  @Test
  void c10NotWhileTheAofIsRewritten() {
    assertThat(inSync(Server::rewritingAof)).isFalse();
  }

  /** C11: a ring of replicas, and replicas of a held master, show link up for ever. */
  @Test
  void c11ARingOfReplicasIsNotInSync() {
    var t = A.set(2).record(4, 0).running().member(0, m -> m.follows(1)).seen();
    assertThat(t.members()).noneMatch(t::inSync);
    assertThat(inSync(m -> m.follows(2))).isFalse();
  }

  @Test
  void c11AReplicaOfAHeldPrimaryIsNotInSync() {
    var t = A.set(2).record(4, 0).running().member(0, Server::held).seen();
    assertThat(t.inSync(t.members().get(1))).isFalse();
  }
}
