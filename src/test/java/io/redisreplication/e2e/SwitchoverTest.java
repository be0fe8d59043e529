package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** redisreplication.io/switchover-to: the primary moves by request, and nothing is lost. */
@Scenario
class SwitchoverTest {
  private static final String ANNOTATION = "redisreplication.io/switchover-to";

  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;

  @BeforeAll
  static void create() {
    set = cluster.set("redis").applyMinimal().awaitReady();
  }

  @Test
  void toEveryMemberInTurn() throws Exception {
    try (var client = set.client()) {
      for (var target : set.podNames().reversed()) {
        var from = set.primary();
        if (!target.equals(from)) {
          set.switchoverTo(target);
          set.awaitPrimary(target);
          assertThat(set.lastChange()).isEqualTo("Switchover %s to %s".formatted(from, target));
          client.awaitWrites(10);
        }
      }
      client.check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    requestIsGone(set);
  }

  @Test
  void toTheOneThatIsPrimary() throws Exception {
    changesNothing(set.primary());
  }

  @Test
  void toAPodThatDoesNotExist() throws Exception {
    changesNothing("redis-7");
    awaitRefused("redis-7");
  }

  @Test
  void toSomethingElse() throws Exception {
    changesNothing("the moon");
    awaitRefused("the moon");
  }

  /** Told after the annotation is gone. */
  private static void awaitRefused(String target) {
    RedisSet.eventually(
        "refused",
        () ->
            assertThat(set.events())
                .anyMatch(e -> e.startsWith("SwitchoverRefused: no pod " + target)));
  }

  private static void changesNothing(String target) throws Exception {
    var epoch = set.status().epoch();
    var primary = set.primary();
    try (var client = set.client()) {
      set.switchoverTo(target);
      requestIsGone(set);
      client.awaitWrites(20).check();
    }
    assertThat(set.awaitReady().primary()).isEqualTo(primary);
    assertThat(set.status().epoch()).isEqualTo(epoch);
  }

  /** The operator takes it away, so that it is not carried out a second time later. */
  static void requestIsGone(RedisSet set) {
    RedisSet.eventually(
        "the annotation is gone",
        () ->
            assertThat(set.resource().get().getMetadata().getAnnotations())
                .satisfiesAnyOf(
                    a -> assertThat(a).isNull(), a -> assertThat(a).doesNotContainKey(ANNOTATION)));
  }
}
