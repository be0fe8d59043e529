package io.redisreplication.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status says while disks are on their way. */
class AdoptionTest {
  private static final String WORDS =
      "1 of 2 volumes of spec.storage.volumes are bound; ordinal 1: pv-1 is Reserving (claimRef is data-redis-1 now)";

  private static Given underWay(A set) {
    return Given.set(set)
        .volume(VolumeState.Bound, null)
        .volume(VolumeState.Reserving, "claimRef is data-redis-1 now");
  }

  @Test
  void beforeThereIsAPrimaryEverythingWaitsForThem() {
    var given = underWay(A.set(3).undecided());
    assertThat(given.condition("Ready")).isEqualTo("False VolumesPending: " + WORDS);
    assertThat(given.condition("Progressing")).isEqualTo("True VolumesPending: " + WORDS);
    assertThat(given.condition("StorageReady")).isEqualTo("False VolumesPending: " + WORDS);
    assertThat(given.status().volumes()).hasSize(2);
  }

  @Test
  void aRunningSetSaysItOfTheStorage() {
    var given = underWay(A.set(3).record(4, 0).running());
    assertThat(given.condition("Replicating")).startsWith("True");
    assertThat(given.condition("StorageReady")).isEqualTo("False VolumesPending: " + WORDS);
  }

  @Test
  void aRefusalIsForTheUser() {
    var given =
        Given.set(A.set(3).undecided())
            .volume(VolumeState.Refused, "no")
            .problem(Problem.ofStorage("VolumeMissing", "no"));
    assertThat(given.condition("Stalled")).isEqualTo("True VolumeMissing: no");
    assertThat(given.condition("StorageReady")).isEqualTo("False VolumeMissing: no");
  }

  /** Redis's own words come first in Ready; what to do is not lost. */
  @Test
  void whatOnlyTheUserCanDecideIsSaidBesideAFailingPod() {
    var given =
        Given.set(A.set(3).record(7, 1).allRestarted().undecided())
            .problem(Problem.of("PodFailing", "redis-1 ended with exit code 1"))
            .decision(new Decision.Wait("AwaitingDisks", "mend it", Optional.empty()));
    assertThat(given.condition("Ready"))
        .isEqualTo("False PodFailing: redis-1 ended with exit code 1");
    assertThat(given.condition("Replicating"))
        .isEqualTo("False NoPrimary: no member serves as primary: mend it");
  }

  @Test
  void aSetWithoutVolumesHasNoSuchList() {
    assertThat(Given.running().status().volumes()).isNull();
  }
}
