package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names, labels and what follows from the spec when it is silent. */
class NamesTest {
  @Test
  void namesOfASet() {
    var rr = Specs.minimal();
    assertThat(Names.pod(rr, 2)).isEqualTo("redis-2");
    assertThat(Names.claim(rr, 2)).isEqualTo("data-redis-2");
    assertThat(Names.host(rr, "redis-2")).isEqualTo("redis-2.redis-headless.test.svc");
    assertThat(Names.secret(rr)).isEqualTo("redis-auth");
    assertThat(Names.secret(Specs.full())).isEqualTo("mine");
  }

  @Test
  void theOrdinalIsTheNumberAtTheEnd() {
    assertThat(Names.ordinal("redis-12")).hasValue(12);
    assertThat(Names.ordinal("data-my-redis-0")).hasValue(0);
    assertThat(Names.ordinal("redis-12a")).isEmpty();
    assertThat(Names.ordinal("redis")).isEmpty();
    assertThat(Names.ordinal("redis-99999999999")).isEmpty();
  }

  @Test
  void aUsersLabelsNeverReplaceTheSelector() {
    var labels = set(Specs.full()).getSpec().getTemplate().getMetadata().getLabels();
    assertThat(labels).containsEntry("team", "a").containsEntry(Labels.INSTANCE, "redis");
    assertThat(labels).containsAllEntriesOf(Labels.selector(Specs.full()));
    assertThat(labels).doesNotContainKey(Labels.ROLE);
  }

  @Test
  void theSelectorAsText() {
    assertThat(Labels.selectorText(Specs.minimal()))
        .startsWith("app.kubernetes.io/name=redis,app.kubernetes.io/instance=redis,");
  }

  // ---- Effective

  @Test
  void writesAreFencedFromThreePodsOn() {
    assertThat(minReplicas("replicas: 1")).isZero();
    assertThat(minReplicas("replicas: 2")).isZero();
    assertThat(minReplicas("replicas: 3")).isEqualTo(1);
    assertThat(minReplicas("durability: {minReplicasToWrite: 2}")).isEqualTo(2);
    assertThat(minReplicas("durability: {minReplicasToWrite: 0}")).isZero();
  }

  @Test
  void fencingNeverAsksForMoreReplicasThanThereAre() {
    assertThat(minReplicas("replicas: 2", "durability: {minReplicasToWrite: 2}")).isEqualTo(1);
  }

  // ---- the StatefulSet

  @Test
  void aCacheHasNoClaims() {
    var cache = set(Specs.minimalWith("storage: {ephemeral: true}")).getSpec();
    assertThat(cache.getVolumeClaimTemplates()).isNullOrEmpty();
    assertThat(cache.getPersistentVolumeClaimRetentionPolicy()).isNull();
    assertThat(cache.getTemplate().getSpec().getVolumes())
        .filteredOn(v -> v.getName().equals("data"))
        .hasSize(1);
  }

  @Test
  void withoutAuthNoSecretIsMounted() {
    var open = Specs.minimalWith("auth: {enabled: false}");
    assertThat(DesiredSecret.wanted(open)).isFalse();
    assertThat(set(open).getSpec().getTemplate().getSpec().getVolumes())
        .noneMatch(v -> v.getSecret() != null);
    assertThat(DesiredSecret.wanted(Specs.full())).isFalse();
    assertThat(DesiredSecret.wanted(Specs.minimal())).isTrue();
  }

  private static int minReplicas(String... fields) {
    return Effective.minReplicas(Specs.minimalWith(fields));
  }

  private static StatefulSet set(RedisReplication rr) {
    return DesiredStatefulSet.of(rr, rr.getSpec().replicas(), Optional.empty());
  }
}
