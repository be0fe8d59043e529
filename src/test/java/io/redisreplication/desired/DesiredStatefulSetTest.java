package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of the spec, or of the operator, does to a StatefulSet that exists. */
class DesiredStatefulSetTest {
  private static final RedisReplication RR = Specs.minimal();

  private static StatefulSet made(RedisReplication rr) {
    return DesiredStatefulSet.of(rr, rr.getSpec().replicas(), Optional.empty());
  }

  /** As an older operator made it, which had no preStop hook. */
  private static StatefulSet madeByOlderOperator() {
    var template = made(RR).getSpec().getTemplate();
    template.getSpec().getContainers().get(0).setLifecycle(null);
    var notes = made(RR).getMetadata().getAnnotations();
    return new StatefulSetBuilder(made(RR))
        .editMetadata()
        .addToAnnotations(notes)
        .addToAnnotations(
            PodTemplate.TEMPLATE,
            notes.get(PodTemplate.TEMPLATE).replaceAll("\"lifecycle\":\\{.*?\\}\\}\\},", ""))
        .endMetadata()
        .editSpec()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(RedisReplication rr, StatefulSet existing) {
    return DesiredStatefulSet.of(rr, 3, Optional.of(existing)).getSpec().getTemplate();
  }

  @Test
  void anOperatorUpgradeRestartsNoPod() {
    var old = madeByOlderOperator();
    assertThat(old.getSpec().getTemplate()).isNotEqualTo(made(RR).getSpec().getTemplate());
    assertThat(template(RR, old)).isEqualTo(old.getSpec().getTemplate());
    assertThat(DesiredStatefulSet.of(RR, 3, Optional.of(old)).getMetadata().getAnnotations())
        .isEqualTo(old.getMetadata().getAnnotations());
  }

  @Test
  void norDoesOneThatIsMadeAnew() {
    var old = madeByOlderOperator();
    assertThat(DesiredStatefulSet.anew(RR, 3, Optional.of(old)).getSpec().getTemplate())
        .isEqualTo(old.getSpec().getTemplate());
  }

  @Test
  void whatTheApiServerFillsInIsNotTakenOver() {
    var stored = made(RR);
    stored.getSpec().getTemplate().getSpec().setRestartPolicy("Always");
    assertThat(template(RR, stored)).isEqualTo(made(RR).getSpec().getTemplate());
  }

  /** Every field that the pod template is made from. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: redis:7.4",
        "pod: {terminationGracePeriodSeconds: 60}",
        "pod: {labels: {a: b}}",
        "auth: {secretName: mine}",
        "auth: {enabled: false}",
        "storage: {ephemeral: true}",
        "storage: {claimTemplateName: pvc}",
        "storage: {ephemeral: true, storageClassName: fast}",
        "storage: {ephemeral: true, storageClassName: fast, size: 2Gi}"
      })
  void aChangeOfTheSpecIsMadeByTheNewOperator(String field) {
    var rr = Specs.minimalWith(field);
    assertThat(template(rr, madeByOlderOperator())).isEqualTo(made(rr).getSpec().getTemplate());
  }

  /** What changes while a set lives must not change the template. */
  @Test
  void neitherScaleNorConfigNorPauseTouchThePodTemplate() {
    var template = made(RR).getSpec().getTemplate();
    var changed =
        Specs.minimalWith(
            "replicas: 7",
            "paused: true",
            "primaryOrdinal: 1",
            "config: {common: {maxmemory: 1gb}}",
            "storage: {size: 9Gi}",
            "durability: {maxLagSeconds: 3}");
    assertThat(made(changed).getSpec().getTemplate()).isEqualTo(template);
  }

  @Test
  void aStatefulSetWithoutNotesGetsThem() {
    var bare = made(RR);
    bare.getMetadata().setAnnotations(null);
    assertThat(DesiredStatefulSet.of(RR, 3, Optional.of(bare))).isEqualTo(made(RR));
  }

  // ---- what cannot change

  @ParameterizedTest
  @ValueSource(
      strings = {
        "storage: {size: 5Gi}",
        "storage: {storageClassName: fast}",
        "storage: {accessModes: [ReadWriteMany]}",
        "storage: {storageClassName: '', selector: {matchLabels: {disk: redis}}}",
        "podManagementPolicy: OrderedReady"
      })
  void whatCannotChangeIsKeptUntilItIsMadeAnew(String field) {
    var rr = Specs.minimalWith(field);
    assertThat(DesiredStatefulSet.of(rr, 3, Optional.of(made(RR)))).isEqualTo(made(RR));
    assertThat(DesiredStatefulSet.mustBeMadeAnew(rr, made(RR))).isTrue();
    assertThat(DesiredStatefulSet.mustBeMadeAnew(rr, made(rr))).isFalse();
    assertThat(DesiredStatefulSet.anew(rr, 3, Optional.of(made(RR)))).isEqualTo(made(rr));
  }

  @ParameterizedTest
  @ValueSource(strings = {"storage: {size: 1024Mi}", "replicas: 5", "image: redis:7.4"})
  void whatCanChangeIsNotMadeAnew(String field) {
    assertThat(DesiredStatefulSet.mustBeMadeAnew(Specs.minimalWith(field), made(RR))).isFalse();
  }

  /** Its claims live while the StatefulSet does not. */
  @Test
  void retentionChangesOnARunningSet() {
    var rr = Specs.minimalWith("storage: {retention: {whenDeleted: Delete, whenScaled: Delete}}");
    assertThat(DesiredStatefulSet.mustBeMadeAnew(rr, made(RR))).isFalse();
    var now = DesiredStatefulSet.of(rr, 3, Optional.of(made(RR))).getSpec();
    assertThat(now.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Delete");
    assertThat(now.getPersistentVolumeClaimRetentionPolicy().getWhenScaled()).isEqualTo("Delete");
    var back = DesiredStatefulSet.of(RR, 3, Optional.of(made(rr))).getSpec();
    assertThat(back.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Retain");
  }

  /** Its pods are replaced one by one; what an older operator noted is not of that size. */
  @Test
  void aCacheOnVolumesOfItsOwnGetsLargerOnes() {
    var cache = "storage: {ephemeral: true, storageClassName: fast, size: %s}";
    var small = made(Specs.minimalWith(cache.formatted("1Gi")));
    var large = Specs.minimalWith(cache.formatted("2Gi"));
    assertThat(template(large, small)).isEqualTo(made(large).getSpec().getTemplate());
    assertThat(template(large, small)).isNotEqualTo(small.getSpec().getTemplate());
    assertThat(template(Specs.minimalWith(cache.formatted("1024Mi")), small))
        .isEqualTo(small.getSpec().getTemplate());
    assertThat(DesiredStatefulSet.mustBeMadeAnew(large, small)).isFalse();
  }

  @Test
  void aCacheIsNotMadeAnewForItsSize() {
    var cache = "storage: {ephemeral: true, size: %s}";
    var existing = made(Specs.minimalWith(cache.formatted("1Gi")));
    existing.getSpec().setVolumeClaimTemplates(null);
    assertThat(
            DesiredStatefulSet.mustBeMadeAnew(Specs.minimalWith(cache.formatted("2Gi")), existing))
        .isFalse();
  }
}
