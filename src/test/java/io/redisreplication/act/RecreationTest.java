package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Decision.Steady;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Its pods go on without it, and only when all of them are well. */
class RecreationTest {
  private final Operated set = new Operated();

  RecreationTest() throws IOException {}

  @BeforeEach
  void due() {
    set.apply("podManagementPolicy: OrderedReady");
  }

  @AfterEach
  void close() {
    set.close();
  }

  private void assertDeleted(boolean yes, Decision decision) {
    new Recreation(set.api.client()).deleteIfDue(set.rr(), set.look(), decision);
    if (yes) {
      assertThat(set.acts()).containsExactly("delete redis Orphan");
    } else {
      assertThat(set.acts()).isEmpty();
    }
  }

  private void assertDeleted(boolean yes) {
    assertDeleted(yes, new Steady());
  }

  @Test
  void whenAFieldCannotChangeOtherwise() {
    assertDeleted(true);
  }

  @Test
  void notWhenNothingCalledForIt() {
    set.apply("update: {type: OnDelete}");
    assertDeleted(false);
  }

  @Test
  void notWhileSomethingIsDone() {
    assertDeleted(false, Decision.Wait.PAUSED);
  }

  @Test
  void notWhileAPodIsMissing() {
    set.podIsGone(2);
    assertDeleted(false);
  }

  @Test
  void notWhileAPodIsNotReady() {
    set.pod(
        2, p -> p.editStatus().editFirstCondition().withStatus("False").endCondition().endStatus());
    assertDeleted(false);
  }

  @Test
  void notWhilePodsAreReplaced() {
    set.set(s -> s.editStatus().withUpdateRevision("r2").endStatus());
    assertDeleted(false);
  }

  @Test
  void notWhileTheSetIsScaled() {
    set.set(s -> s.editSpec().withReplicas(2).endSpec());
    assertDeleted(false);
  }

  @Test
  void notTwice() {
    set.set(s -> s.editMetadata().withDeletionTimestamp("2026-01-01T12:00:00Z").endMetadata());
    assertDeleted(false);
  }
}
