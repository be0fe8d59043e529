package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionTest {
  private static Optional<StatefulSet> set(long generation, long observed, String revision) {
    return Optional.of(
        new StatefulSetBuilder()
            .withNewMetadata()
            .withGeneration(generation)
            .endMetadata()
            .withNewStatus()
            .withObservedGeneration(observed)
            .withUpdateRevision(revision)
            .endStatus()
            .build());
  }

  private static boolean older(Optional<StatefulSet> set) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .addToLabels("controller-revision-hash", "redis-a")
            .endMetadata()
            .build();
    return Revision.older(pod, set);
  }

  @Test
  void aPodOfAnotherTemplateIsOlder() {
    assertThat(older(set(2, 2, "redis-b"))).isTrue();
    assertThat(older(set(2, 2, "redis-a"))).isFalse();
  }

  @Test
  void nobodyIsOlderBeforeTheStatefulSetHasSeenIt() {
    assertThat(older(set(3, 2, "redis-b"))).isFalse();
    assertThat(older(Optional.empty())).isFalse();
    assertThat(older(Optional.of(new StatefulSet()))).isFalse();
  }
}
