package io.redisreplication.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.status.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  /** A pod before its claim would get a new, empty disk under the claim's name. */
  @ParameterizedTest
  @CsvSource({
    "Bound Bound Bound,       3, 0, 3",
    "Bound Reserving Bound,   3, 0, 0",
    "Refused Bound Bound,     3, 0, 0",
    "Claiming Binding Bound,  3, 0, 3",
    "Checking,                3, 0, 0",
    "Bound Bound Creating,    3, 0, 0",
    "Bound Bound Bound Refused, 3, 0, 3",
    "Refused Bound Bound,     3, 3, 3",
    "Bound Bound Refused,     5, 2, 2",
    "Refused,                 1, 3, 1",
  })
  void podsComeAfterTheirClaims(String states, int wanted, int current, int size) {
    assertThat(Progress.size(volumes(states), wanted, current)).isEqualTo(size);
  }

  @Test
  void aSetWithoutVolumesWaitsForNone() {
    assertThat(Progress.size(List.of(), 3, 0)).isEqualTo(3);
    assertThat(Progress.next(List.of())).isEmpty();
  }

  @Test
  void aStepIsFollowedAtOnce() {
    assertThat(Progress.next(volumes("Bound Retaining"))).contains(Duration.ofMillis(1));
    assertThat(Progress.next(volumes("Bound Binding"))).contains(Duration.ofSeconds(1));
    assertThat(Progress.next(volumes("Bound Reserving"))).contains(Duration.ofMillis(100));
    assertThat(Progress.next(volumes("Bound Refused"))).isEmpty();
    assertThat(Progress.next(volumes("Bound Bound"))).isEmpty();
  }

  @Test
  void refusalsAreProblemsOfStorage() {
    assertThat(Progress.problems(volumes("Bound Refused")))
        .containsExactly(Problem.ofStorage("Why", "what"));
  }

  private static List<VolumeStatus> volumes(String states) {
    var each = states.split(" ");
    return IntStream.range(0, each.length)
        .mapToObj(
            i ->
                new VolumeStatus(
                    i, "pv-" + i, "claim-" + i, VolumeState.valueOf(each[i]), "Why", "what"))
        .toList();
  }
}
