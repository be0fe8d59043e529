package io.redisreplication.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.LastFailover;
import io.redisreplication.status.PrimaryChange.Kind;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Server;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** status.lastFailover tells the last change of primary, whoever carried it out. */
class LastChangeTest {
  private static final Instant LOST = A.NOW.minusMillis(900);

  /** redis-1 took over from redis-0 in epoch 5. */
  private static PrimaryChange failover(OptionalLong lost) {
    return new PrimaryChange(
        Kind.Failover,
        5,
        Optional.of("redis-0"),
        "redis-1",
        "most complete copy",
        LOST,
        LOST.plusMillis(120),
        lost);
  }

  private static A closed() {
    return A.set(3).record(5, 1).running().served(4);
  }

  private static A open() {
    return A.set(3).record(5, 1).running();
  }

  private static LastFailover last(Given given) {
    return given.status().lastFailover();
  }

  @Test
  void aFailoverAsItWasCarriedOut() {
    var change = failover(OptionalLong.empty());
    var promoted = Given.set(closed()).change(change).status();
    assertThat(promoted.lastFailover())
        .isEqualTo(
            new LastFailover(
                "Failover",
                5,
                "redis-0",
                "redis-1",
                "most complete copy",
                "2026-01-01T11:59:59.100Z",
                "2026-01-01T11:59:59.220Z",
                null,
                null,
                null));
    var served = Given.set(open()).change(change).after(promoted).status();
    assertThat(served.lastFailover().writableAt()).isEqualTo("2026-01-01T12:00:00.000Z");
    var later = Given.set(open()).change(change).after(served).at(A.NOW.plusSeconds(9));
    assertThat(later.status()).isEqualTo(served);
  }

  @Test
  void theNextOperatorKeepsWhatItFinds() {
    var before = Given.set(open()).change(failover(OptionalLong.of(7))).status();
    assertThat(Given.set(open()).after(before).at(A.NOW.plusSeconds(9)).status()).isEqualTo(before);
    assertThat(last(Given.set(closed()).after(before))).isEqualTo(before.lastFailover());
  }

  @Test
  void theNextOperatorNotesWhenItBecameWritable() {
    var promoted = Given.set(closed()).change(failover(OptionalLong.empty())).status();
    assertThat(last(Given.set(open()).after(promoted)).writableAt()).isNotNull();
  }

  @Test
  void aChangeThatNobodyRemembers() {
    var before = Given.running().status();
    assertThat(last(Given.set(closed()).after(before))).isEqualTo(before.lastFailover());
    assertThat(last(Given.set(open()).after(before)))
        .isEqualTo(
            new LastFailover(
                "Unknown",
                5,
                "redis-0",
                "redis-1",
                "the operator was restarted meanwhile",
                null,
                null,
                "2026-01-01T12:00:00.000Z",
                null,
                null));
  }

  /** A hand-over failed: the old primary goes on in a new epoch, which is no change. */
  @Test
  void thePrimaryThatStaysInANewEpoch() {
    var before = Given.set(open()).change(failover(OptionalLong.empty())).status();
    var adopted = Given.set(A.set(3).record(7, 1).running());
    assertThat(last(adopted.after(before))).isEqualTo(before.lastFailover());
  }

  /** The pass that acted still sees the old primary. */
  @Test
  void whatWasJustDoneIsNotYetSeen() {
    var before = Given.set(A.set(3).record(4, 0).running()).status();
    var acted = Given.running().change(failover(OptionalLong.empty())).after(before);
    assertThat(last(acted).to()).isEqualTo("redis-1");
    assertThat(last(acted).writableAt()).isNull();
  }

  @Test
  void whereAFormerPrimaryKeepsItsWrites() {
    var change = failover(OptionalLong.of(1234));
    var back = open().member(0, s -> s.restarted().marker(4, 0));
    var held = Given.set(back).change(change).status();
    assertThat(held.lastFailover().lostBytes()).isEqualTo(1234);
    assertThat(held.lastFailover().keptAt()).isEqualTo("/data/diverged-4 on redis-0 (volume pv-0)");
    assertThat(last(Given.set(open()).after(held))).isEqualTo(held.lastFailover());
  }

  @Test
  void theNextChangeStartsAfresh() {
    var back = open().member(0, s -> s.restarted().marker(4, 0));
    var before = Given.set(back).change(failover(OptionalLong.of(1))).status();
    var next =
        new PrimaryChange(
            Kind.Switchover,
            6,
            Optional.of("redis-1"),
            "redis-0",
            "asked for by annotation",
            A.NOW,
            A.NOW,
            OptionalLong.of(0));
    var now = last(Given.set(A.set(3).record(6, 0).running()).change(next).after(before));
    assertThat(now.kind()).isEqualTo("Switchover");
    assertThat(now.keptAt()).isNull();
    assertThat(now.lostBytes()).isZero();
  }

  @Test
  void noPrimaryYet() {
    assertThat(last(Given.set(A.set(3)))).isNull();
    assertThat(last(Given.set(A.set(3).record(4, 0).primaryLost(5).member(0, Server::silent))))
        .isNull();
  }
}
