package io.redisreplication.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Given;
import io.redisreplication.status.Problem;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Server;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is told as Kubernetes Events. */
class HappeningsTest {
  private static final RedisReplicationStatus RUNNING = Given.running().status();

  private static List<String> told(RedisReplicationStatus before, Given now) {
    return Happenings.between(before, now.status()).stream()
        .map(h -> (h.warning() ? "Warning " : "") + h.reason() + ": " + h.message())
        .toList();
  }

  private static Given with(int ordinal, Consumer<Server> change) {
    return Given.set(A.set(3).record(4, 0).running().member(ordinal, change));
  }

  @Test
  void aSteadySetIsSilent() {
    assertThat(told(RUNNING, Given.running())).isEmpty();
  }

  @Test
  void aNewSetSaysHowItCameUp() {
    var created = told(null, Given.set(A.set(3)));
    assertThat(created.get(0)).isEqualTo("Created: the set is being made");
    assertThat(told(Given.set(A.set(3)).status(), Given.running()))
        .containsExactly(
            "Promoted: redis-0 is the primary of epoch 4",
            "ReplicaInSync: redis-1 has all data of the primary",
            "ReplicaInSync: redis-2 has all data of the primary");
  }

  @Test
  void aPromotionIsToldOnceItIsServed() {
    var closed = Given.set(A.set(3).record(5, 1).running().served(4));
    assertThat(told(RUNNING, closed)).noneMatch(t -> t.startsWith("Promoted"));
    assertThat(told(closed.status(), Given.set(A.set(3).record(5, 1).running())))
        .contains("Promoted: redis-1 is the primary of epoch 5");
  }

  @Test
  void aMemberThatIsHeldSaysWhy() {
    assertThat(told(RUNNING, with(1, Server::held)))
        .containsExactly("Held: redis-1 waits to follow the primary");
  }

  @Test
  void whatNeedsALookIsAWarning() {
    assertThat(told(RUNNING, with(1, Server::unmarked)).get(0))
        .startsWith("Warning ForeignData: redis-1");
    assertThat(told(RUNNING, with(1, Server::silent).silent("redis-1", "timed out")))
        .containsExactly("Warning Unreachable: redis-1: timed out");
  }

  @Test
  void aPodThatIsBeingDeletedIsNoWarning() {
    assertThat(told(RUNNING, with(2, m -> m.silent().terminating()))).isEmpty();
  }

  @Test
  void aProblemIsToldOnce() {
    var stalled = Given.running().problem(Problem.of("SecretUnusable", "create it"));
    assertThat(told(RUNNING, stalled)).containsExactly("Warning SecretUnusable: create it");
    assertThat(told(stalled.status(), stalled)).isEmpty();
  }
}
