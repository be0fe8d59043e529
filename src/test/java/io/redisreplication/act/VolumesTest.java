package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.redisreplication.desired.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumesTest {
  private final Volumes volumes =
      Volumes.of(
          Specs.minimal(),
          List.of(
              claim("data-redis-0", "pv-a"),
              claim("data-redis-1", null),
              claim("data-redis-7", "pv-b"),
              claim("other-redis-2", "pv-c"),
              claim("data-redis-two-3", "pv-d")));

  @Test
  void volumesOfTheClaimsOfTheSet() {
    assertThat(volumes.of(0)).contains("pv-a");
    assertThat(volumes.of(1)).isEmpty();
    assertThat(volumes.of(2)).isEmpty();
    assertThat(volumes.of(3)).isEmpty();
  }

  @Test
  void volumesThatNoPodUses() {
    assertThat(volumes.unused(List.of(pod("redis-0"), pod("redis-1")))).containsExactly("pv-b");
    assertThat(volumes.unused(List.of(pod("redis-7"), pod("redis-0")))).isEmpty();
  }

  private static Pod pod(String name) {
    return new PodBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static PersistentVolumeClaim claim(String name, String volume) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withVolumeName(volume)
        .endSpec()
        .build();
  }
}
