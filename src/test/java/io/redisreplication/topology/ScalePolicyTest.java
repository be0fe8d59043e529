package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pods go only when those that stay have the data and go on taking writes. */
class ScalePolicyTest {
  /** redis-0 is the primary of epoch 4, with that min-replicas-to-write in force. */
  private static A running(int replicas, int fence) {
    return A.set(replicas).record(4, 0).running().member(0, m -> m.minReplicas(fence));
  }

  private static int shrunk(int wanted, A set) {
    var t = set.seen();
    return ScalePolicy.size(wanted, t.wishes().replicas(), t);
  }

  @Test
  void growingIsAlwaysFine() {
    assertThat(ScalePolicy.size(5, 3, A.set(3).seen())).isEqualTo(5);
    assertThat(ScalePolicy.size(3, 0, A.set(3).without(0).seen())).isEqualTo(3);
  }

  @Test
  void shrinkingKeepsThePrimary() {
    assertThat(shrunk(1, running(3, 0))).isEqualTo(1);
    assertThat(shrunk(2, A.set(3).record(4, 2).running())).isEqualTo(3);
  }

  @Test
  void shrinkingWaitsForAPrimaryThatServes() {
    assertThat(shrunk(1, running(3, 0).served(3))).isEqualTo(3);
    assertThat(shrunk(1, running(3, 0).member(0, Server::silent))).isEqualTo(3);
  }

  /** C18: 3 to 1 with min-replicas-to-write 1 refuses all writes. */
  @Test
  void c18ShrinkingWaitsUntilThePrimaryAsksForFewerReplicas() {
    assertThat(shrunk(1, running(3, 1))).isEqualTo(3);
    assertThat(shrunk(2, running(3, 1))).isEqualTo(2);
    assertThat(shrunk(2, running(5, 2))).isEqualTo(5);
  }

  @Test
  void aReplicaThatStaysHasTheData() {
    assertThat(shrunk(3, running(5, 0).member(1, Server::syncing))).isEqualTo(3);
    var behind = running(5, 0).member(1, Server::syncing).member(2, Server::syncing);
    assertThat(shrunk(3, behind)).isEqualTo(5);
  }
}
