package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a pod runs with, and what it takes to give it what the spec says now. */
class ConfigStampTest {
  private static final RedisReplication OLD = with("common: {databases: 16, maxmemory: 1mb}");

  private static RedisReplication with(String config) {
    return Specs.minimalWith("config: {" + config + "}");
  }

  private static Pod pod(String stamp, int restarts) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("redis-1")
        .addToAnnotations(ConfigStamp.ANNOTATION, stamp)
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName(Names.CONTAINER)
        .withRestartCount(restarts)
        .endContainerStatus()
        .endStatus()
        .build();
  }

  /** A replica that runs with that spec. */
  private static Pod running(RedisReplication rr) {
    return told(pod("", 0), rr);
  }

  private static Pod told(Pod pod, RedisReplication rr, String... refused) {
    return pod(ConfigStamp.afterTelling(pod, rr, false, Set.of(refused), Set.of()).text(), 0);
  }

  @Test
  void aNewPodIsToldEverythingOnce() {
    var fresh = pod(ConfigStamp.of(pod("", 0), OLD), 0);
    assertThat(ConfigStamp.unconfigured(fresh, OLD)).isTrue();
    assertThat(ConfigStamp.needRestart(fresh, OLD)).isEmpty();
    var told = told(fresh, OLD, "databases");
    assertThat(ConfigStamp.unconfigured(told, OLD)).isFalse();
    assertThat(ConfigStamp.needRestart(told, OLD)).isEmpty();
    assertThat(ConfigStamp.of(told, OLD))
        .isEqualTo(told.getMetadata().getAnnotations().get(ConfigStamp.ANNOTATION));
  }

  @Test
  void anUnknownPodIsLeftAlone() {
    var unknown = new PodBuilder().withNewMetadata().withName("redis-1").endMetadata().build();
    assertThat(ConfigStamp.unconfigured(unknown, OLD)).isFalse();
    assertThat(ConfigStamp.needRestart(unknown, OLD)).isEmpty();
    assertThat(ConfigStamp.of(unknown, OLD)).startsWith("0? common.databases=");
    assertThat(ConfigStamp.of(pod("1f2e/0", 0), OLD)).startsWith("0? ");
  }

  @Test
  void aContainerThatStartedAgainIsToldAgain() {
    var text = ConfigStamp.afterTelling(pod("", 0), OLD, false, Set.of(), Set.of()).text();
    assertThat(ConfigStamp.of(pod(text, 1), OLD)).startsWith("1? ");
  }

  @Test
  void aChangedValueIsTold() {
    var now = with("common: {databases: 16, maxmemory: 2mb, maxclients: 50}");
    var pod = running(OLD);
    assertThat(ConfigStamp.unconfigured(pod, now)).isTrue();
    assertThat(ConfigStamp.needRestart(told(pod, now), now)).isEmpty();
    assertThat(ConfigStamp.unconfigured(told(pod, now), now)).isFalse();
  }

  @Test
  void aRefusedValueNeedsARestartAndIsNotToldAgain() {
    var now = with("common: {databases: 32, maxmemory: 2mb}");
    var pod = told(running(OLD), now, "databases");
    assertThat(ConfigStamp.needRestart(pod, now)).containsExactly("databases");
    assertThat(ConfigStamp.unconfigured(pod, now)).isFalse();
  }

  @Test
  void aRefusedValueThatIsTakenBackNeedsNone() {
    var pod = told(running(OLD), with("common: {databases: 32, maxmemory: 1mb}"), "databases");
    assertThat(ConfigStamp.needRestart(pod, OLD)).isEmpty();
    assertThat(ConfigStamp.unconfigured(pod, OLD)).isFalse();
    assertThat(ConfigStamp.needRestart(told(pod, OLD, "databases"), OLD)).isEmpty();
  }

  /** Redis would not start with it either. */
  @Test
  void aWrongValueNeedsACorrectionAndNoRestart() {
    var now = with("common: {databases: 16, maxmemory: lots}");
    var stamp = ConfigStamp.afterTelling(running(OLD), now, false, Set.of(), Set.of("maxmemory"));
    var pod = pod(stamp.text(), 0);
    assertThat(ConfigStamp.wrong(pod, now)).containsExactly("maxmemory");
    assertThat(ConfigStamp.needRestart(pod, now)).isEmpty();
    assertThat(ConfigStamp.unconfigured(pod, now)).isFalse();
    assertThat(ConfigStamp.wrong(pod, OLD)).isEmpty();
    assertThat(ConfigStamp.needRestart(pod, OLD)).isEmpty();
    assertThat(ConfigStamp.unconfigured(pod, OLD)).isFalse();
  }

  /** Redis cannot be asked for its default. */
  @Test
  void aRemovedDirectiveNeedsARestart() {
    var now = with("common: {databases: 16}");
    assertThat(ConfigStamp.needRestart(running(OLD), now)).containsExactly("maxmemory");
    assertThat(ConfigStamp.needRestart(told(running(OLD), now), now)).containsExactly("maxmemory");
    assertThat(ConfigStamp.unconfigured(running(OLD), now)).isFalse();
    assertThat(ConfigStamp.needRestart(running(OLD), OLD)).isEmpty();
  }

  @Test
  void aDirectiveThatMovesBetweenRolesIsTold() {
    var before = with("replica: {maxmemory: 1mb}");
    var now = with("common: {maxmemory: 3mb}");
    assertThat(ConfigStamp.needRestart(running(before), now)).isEmpty();
    assertThat(ConfigStamp.unconfigured(running(before), now)).isTrue();
    assertThat(ConfigStamp.needRestart(told(running(before), now), now)).isEmpty();
    assertThat(ConfigStamp.unconfigured(told(running(before), now), now)).isFalse();
  }

  @Test
  void theOtherRolesDirectivesRefuseNothing() {
    var now = with("common: {databases: 16, maxmemory: 1mb}, primary: {io-threads: 2}");
    assertThat(ConfigStamp.needRestart(told(running(OLD), now, "io-threads"), now)).isEmpty();
    var primary = ConfigStamp.afterTelling(running(OLD), now, true, Set.of("io-threads"), Set.of());
    assertThat(ConfigStamp.needRestart(pod(primary.text(), 0), now)).containsExactly("io-threads");
  }

  @Test
  void theLagOfTheFenceIsTold() {
    var now = Specs.minimalWith("durability: {maxLagSeconds: 3}");
    assertThat(ConfigStamp.unconfigured(running(Specs.minimal()), now)).isTrue();
    assertThat(RedisConf.live(now, true)).containsEntry("min-replicas-max-lag", "3");
  }
}
