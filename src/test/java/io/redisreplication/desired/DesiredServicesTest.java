package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesiredServicesTest {
  private static Boolean openBeforeReady(String... spec) {
    return DesiredServices.of(Specs.minimalWith(spec))
        .get(DesiredServices.PRIMARY)
        .getSpec()
        .getPublishNotReadyAddresses();
  }

  @Test
  void aPrimaryThatKeepsItsDataIsOpenByItsRoleAlone() {
    assertThat(openBeforeReady("replicas: 3")).isTrue();
    assertThat(openBeforeReady("config: {common: {appendonly: 'yes'}}")).isTrue();
  }

  @Test
  void oneThatComesBackEmptyOrOldMustBeReadyToo() {
    assertThat(openBeforeReady("storage: {ephemeral: true}")).isNull();
    assertThat(openBeforeReady("config: {common: {appendonly: 'no'}}")).isNull();
    assertThat(openBeforeReady("config: {replica: {appendonly: 'no'}}")).isNull();
  }
}
