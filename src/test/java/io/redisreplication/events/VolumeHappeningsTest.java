package io.redisreplication.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeHappeningsTest {
  private static final VolumeStatus REFUSED = volume(0, VolumeState.Refused, "VolumeMissing", "no");

  @Test
  void eachStepIsToldOnce() {
    var retained = status(volume(0, VolumeState.Retaining, null, "was Delete"));
    assertThat(VolumeHappenings.between(null, retained))
        .containsExactly(
            new Happening(false, "VolumeRetained", "PersistentVolume pv-0: was Delete"));
    assertThat(VolumeHappenings.between(retained, retained)).isEmpty();
    var bound = status(volume(0, VolumeState.Bound, null, null));
    assertThat(VolumeHappenings.between(retained, bound))
        .containsExactly(
            new Happening(false, "VolumeBound", "PersistentVolume pv-0 is bound to claim c-0"));
  }

  @Test
  void noStepIsNamedLikeARefusal() {
    var reserving = status(volume(0, VolumeState.Reserving, null, "claimRef is c-0 now"));
    assertThat(VolumeHappenings.between(null, reserving))
        .containsExactly(
            new Happening(
                false, "VolumeClaimRefSet", "PersistentVolume pv-0: claimRef is c-0 now"));
  }

  @Test
  void aRefusalWarns() {
    assertThat(VolumeHappenings.between(null, status(REFUSED)))
        .containsExactly(new Happening(true, "VolumeMissing", "ordinal 0: no"));
  }

  @Test
  void aRefusalThatIsToldAsStalledIsNotToldTwice() {
    var stalled =
        new ConditionBuilder()
            .withType("Stalled")
            .withReason("VolumeMissing")
            .withMessage("no")
            .build();
    assertThat(VolumeHappenings.between(null, status(List.of(stalled), REFUSED))).isEmpty();
  }

  @Test
  void waitingIsNoEvent() {
    assertThat(
            VolumeHappenings.between(
                null, status(volume(0, VolumeState.Binding, null, "Kubernetes binds it"))))
        .isEmpty();
  }

  private static VolumeStatus volume(
      int ordinal, VolumeState state, String reason, String message) {
    return new VolumeStatus(ordinal, "pv-" + ordinal, "c-" + ordinal, state, reason, message);
  }

  private static RedisReplicationStatus status(VolumeStatus... volumes) {
    return status(List.of(), volumes);
  }

  private static RedisReplicationStatus status(
      List<Condition> conditions, VolumeStatus... volumes) {
    return new RedisReplicationStatus(
        1L, 0, 0, "", null, 0, List.of(), List.of(volumes), null, conditions);
  }
}
