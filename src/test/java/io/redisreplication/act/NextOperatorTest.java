package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisreplication.act.Operated.Halted;
import io.redisreplication.redis.OperatorDied;
import io.redisreplication.topology.Decision.Abort;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operator dies right after one step of a change of primary. The next one, which remembers
 * nothing, goes on within seconds, also when the former primary does not come back.
 */
class NextOperatorTest {
  private final Operated set = new Operated();

  NextOperatorTest() throws IOException {}

  @BeforeEach
  void write() {
    set.member(0).write("before");
  }

  @AfterEach
  void close() {
    set.close();
  }

  private void goesOn(int primary, int other) {
    set.startOperator();
    assertThat(set.settle()).as("seconds").isLessThan(5);
    set.assertServes("redis-" + primary);
    var epoch = set.record().epoch();
    assertThat(set.record()).isEqualTo(Operated.record(epoch, primary, epoch));
    set.later(1);
    assertThat(set.member(primary).write("after")).isTrue();
    assertThat(set.member(other).keys()).contains("before", "after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"withdrawn", "held", "recorded", "promoted", "repointed", "served"})
  void inAFailover(String step) {
    set.startOperatorThatDiesAfter(step);
    set.member(0).crash();
    assertThatThrownBy(set::settle).isInstanceOf(Halted.class);
    goesOn(1, 2);
  }

  // ---- in a switchover

  private void ask() {
    set.annotate(Requests.SWITCHOVER_TO, "redis-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorded", "routed", "handed-over", "marked", "repointed", "served"})
  void inASwitchover(String step) {
    set.startOperatorThatDiesAfter(step);
    ask();
    assertThatThrownBy(set::settle).isInstanceOf(Halted.class);
    goesOn(2, 0);
  }

  /** Seed 373884: nobody had closed the connections to the former primary. */
  @ParameterizedTest
  @ValueSource(strings = {"take over", "close clients"})
  void whileRedisHandsOver(String before) {
    set.redis.diesBefore(before);
    ask();
    assertThatThrownBy(set::pass).isInstanceOf(OperatorDied.class);
    set.acts().clear();
    goesOn(2, 0);
    assertThat(set.acts())
        .containsSubsequence("kill clients once of redis-0", "role redis-0 replica");
  }

  @Test
  void whatItLeftUnfinishedIsEndedFirst() {
    set.redis.diesBefore("take over");
    ask();
    assertThatThrownBy(set::pass).isInstanceOf(OperatorDied.class);
    set.acts().clear();
    set.startOperator();
    assertThat(set.pass()).isInstanceOf(Abort.class);
    assertThat(set.acts()).containsExactly("role redis-2 none", "abort failover of redis-0");
  }
}
