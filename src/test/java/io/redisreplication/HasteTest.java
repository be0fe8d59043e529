package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.topology.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HasteTest {
  private static final ResourceID ID = new ResourceID("redis", "test");
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Optional<Duration> AT_ONCE = Optional.of(Pace.AT_ONCE);

  private final Haste haste = new Haste();

  @Test
  void aChangeOfPrimaryComesBeforeTheStatus() {
    assertThat(haste.next(ID, new Decision.Promote("lost"), AT_ONCE, NOW)).isEqualTo(AT_ONCE);
    assertThat(haste.next(ID, new Decision.Steady(), Optional.empty(), NOW)).isEmpty();
  }

  @Test
  void theStatusIsNeverLateForMoreThanASecond() {
    var lost = new Decision.Promote("lost");
    assertThat(haste.next(ID, lost, AT_ONCE, NOW)).isPresent();
    assertThat(haste.next(ID, lost, AT_ONCE, NOW.plusMillis(999))).isPresent();
    assertThat(haste.next(ID, lost, AT_ONCE, NOW.plusSeconds(1))).isEmpty();
    assertThat(haste.next(ID, lost, AT_ONCE, NOW.plusMillis(1500))).isPresent();
  }

  @Test
  void whatTakesLongIsTold() {
    assertThat(haste.next(ID, wait(Optional.of(Duration.ofMillis(20))), Optional.empty(), NOW))
        .contains(Duration.ofMillis(20));
    assertThat(haste.next(ID, wait(Optional.of(Duration.ofSeconds(2))), Optional.empty(), NOW))
        .isEmpty();
    assertThat(haste.next(ID, wait(Optional.empty()), Optional.empty(), NOW)).isEmpty();
  }

  private static Decision wait(Optional<Duration> deadline) {
    return new Decision.Wait("Reason", "message", deadline);
  }
}
