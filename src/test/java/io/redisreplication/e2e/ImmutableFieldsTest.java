package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a StatefulSet is only given when it is made: it is made anew, and its pods run on. Claims
 * that would go with the set do not go with the StatefulSet.
 */
@Scenario
class ImmutableFieldsTest {
  private static final String RETENTION = "retention: {whenDeleted: Delete}";

  @RegisterExtension static final Cluster cluster = new Cluster();

  private static StatefulSet statefulSet(RedisSet set) {
    return cluster
        .client()
        .apps()
        .statefulSets()
        .inNamespace(cluster.namespace())
        .withName(set.name())
        .get();
  }

  private static void awaitAnother(RedisSet set, StatefulSet before) {
    RedisSet.eventually(
        "another StatefulSet has adopted the pods",
        () -> {
          var now = statefulSet(set);
          assertThat(now).isNotNull();
          assertThat(now.getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
          assertThat(set.pods().list())
              .hasSize(3)
              .allSatisfy(
                  p ->
                      assertThat(p.getMetadata().getOwnerReferences())
                          .anyMatch(o -> o.getUid().equals(now.getMetadata().getUid())));
        });
    set.awaitReady();
  }

  private static List<String> processes(RedisSet set) {
    return set.podNames().stream().map(p -> set.pods().uid(p) + set.pods().restarts(p)).toList();
  }

  @Test
  void podsRunOn() throws Exception {
    var spec = "{podManagementPolicy: %s, storage: {size: 64Mi, " + RETENTION + "}}";
    var set = cluster.set("policy").apply(spec.formatted("Parallel")).awaitReady();
    var before = statefulSet(set);
    var processes = processes(set);
    try (var client = set.client()) {
      set.apply(spec.formatted("OrderedReady"));
      awaitAnother(set, before);
      assertThat(statefulSet(set).getSpec().getPodManagementPolicy()).isEqualTo("OrderedReady");
      client.awaitWrites(50).check();
    }
    assertThat(processes(set)).isEqualTo(processes);
    assertThat(claims(set))
        .hasSize(3)
        .allMatch(c -> c.getMetadata().getDeletionTimestamp() == null);
    set.pods().replace("policy-2");
    set.awaitReady();
    set.delete();
  }

  /** The claims of pods that come later have the new size; the template says so too. */
  @Test
  void aLargerSizeReachesTheClaimTemplate() {
    var storageClass = cluster.expandableClass();
    var spec = "{replicas: %d, storage: {size: %s, storageClassName: " + storageClass + "}}";
    var set = cluster.set("size").apply(spec.formatted(3, "64Mi")).awaitReady();
    var before = statefulSet(set);
    var processes = processes(set);
    set.apply(spec.formatted(3, "96Mi"));
    awaitAnother(set, before);
    assertThat(processes(set)).isEqualTo(processes);
    set.apply(spec.formatted(4, "96Mi")).awaitReady();
    assertThat(claims(set))
        .hasSize(4)
        .allSatisfy(
            c ->
                assertThat(c.getSpec().getResources().getRequests().get("storage"))
                    .isEqualTo(new Quantity("96Mi")));
    set.delete();
  }

  /** As an older operator made it: its pods stay, and so does their template, also made anew. */
  @Test
  void anOperatorUpgradeRestartsNobody() {
    var set = cluster.set("upgrade").applyMinimal().awaitReady();
    var older =
        statefulSet(set)
            .getMetadata()
            .getAnnotations()
            .get("redisreplication.io/template")
            .replace("\"periodSeconds\":2", "\"periodSeconds\":3");
    cluster
        .client()
        .resource(statefulSet(set))
        .edit(
            s -> {
              s.getMetadata().getAnnotations().put("redisreplication.io/template", older);
              return s;
            });
    RedisSet.eventually(
        "every pod is made from the noted template",
        () ->
            assertThat(set.pods().list())
                .hasSize(3)
                .allSatisfy(p -> assertThat(period(p.getSpec())).isEqualTo(3)));
    set.awaitReady();
    set.awaitCondition("Progressing", "False", "Complete");

    var now = processes(set);
    var before = statefulSet(set);
    set.apply("{podManagementPolicy: OrderedReady, storage: {size: 64Mi}}");
    awaitAnother(set, before);
    assertThat(period(statefulSet(set).getSpec().getTemplate().getSpec())).isEqualTo(3);
    assertThat(processes(set)).isEqualTo(now);
    set.delete();
  }

  private static int period(PodSpec pod) {
    return pod.getContainers().get(0).getReadinessProbe().getPeriodSeconds();
  }

  private static List<PersistentVolumeClaim> claims(RedisSet set) {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .withLabel("app.kubernetes.io/instance", set.name())
        .list()
        .getItems();
  }
}
