package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Decision.Configure;
import io.redisreplication.topology.Decision.Replace;
import io.redisreplication.topology.Decision.Steady;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pod is deleted only when it is the one that was seen, and one at a time. */
class RolloutTest {
  private final Operated set = new Operated();

  RolloutTest() throws IOException {}

  @AfterEach
  void close() {
    set.close();
  }

  private void newTemplate() {
    set.set(s -> s.editStatus().withUpdateRevision("r2").endStatus());
  }

  private boolean ends(int ordinal) {
    return set.api
            .get(Pod.class, "redis-" + ordinal)
            .orElseThrow()
            .getMetadata()
            .getDeletionTimestamp()
        != null;
  }

  /** The StatefulSet has made a new one, and it follows. */
  private void comesBack(int ordinal) {
    set.podIsGone(ordinal);
    set.pod(ordinal, "new");
    set.pod(
        ordinal, p -> p.editMetadata().addToLabels("controller-revision-hash", "r2").endMetadata());
    set.member(ordinal).restart().following("redis-0");
  }

  @Test
  void oneAtATimeTheHighestOrdinalFirst() {
    newTemplate();
    assertThat(set.pass()).isInstanceOf(Replace.class);
    assertThat(set.acts())
        .containsExactly(
            "delete redis-2",
            "event PodReplaced: redis-2 is replaced: made before the spec changed");
    for (int i = 0; i < 3; i++) {
      assertThat(set.pass()).isInstanceOf(Steady.class);
    }
    set.podIsGone(2);
    assertThat(set.pass()).isInstanceOf(Steady.class);
    comesBack(2);
    set.settle();
    assertThat(set.acts())
        .filteredOn(a -> a.startsWith("delete"))
        .containsExactly("delete redis-2", "delete redis-1");
    comesBack(1);
    set.settle();
    set.assertServes("redis-1");
    assertThat(ends(0)).isTrue();
  }

  @Test
  void aPodThatTookItsPlaceMeanwhileStays() {
    newTemplate();
    set.api.put(SetObjects.pod(2, "another"));
    set.pass();
    assertThat(ends(2)).isFalse();
    assertThat(set.acts()).doesNotContain("delete redis-2");
  }

  @Test
  void oneThatHasGoneMeanwhileIsNoFailure() {
    newTemplate();
    set.api.remove(Pod.class, "redis-2");
    assertThat(set.pass()).isInstanceOf(Replace.class);
  }

  @Test
  void aRefusalIsOne() {
    newTemplate();
    set.api.refuse("DELETE");
    assertThatThrownBy(set::pass).isInstanceOf(KubernetesClientException.class);
    assertThat(set.acts()).isEmpty();
  }

  @Test
  void whatWasSeenTooLongAgoIsNotActedOn() {
    newTemplate();
    var seen = set.look();
    set.later(11);
    assertThatThrownBy(
            () -> set.operator().rollout().replace(seen, seen.topology().members().get(2)))
        .isInstanceOf(RedisFailure.class);
    assertThat(set.acts()).isEmpty();
  }

  // ---- directives

  private String stamp(int ordinal) {
    var pod = set.api.get(Pod.class, "redis-" + ordinal).orElseThrow();
    return pod.getMetadata().getAnnotations().get(ConfigStamp.ANNOTATION);
  }

  @Test
  void aDirectiveIsToldOnceToEach() {
    set.apply("config: {common: {maxmemory: 2mb}}");
    set.settle();
    for (int i = 0; i < 3; i++) {
      assertThat(set.acts()).containsOnlyOnce("configure redis-" + i);
      assertThat(set.member(i).config()).containsEntry("maxmemory", "2mb");
    }
    assertThat(set.acts()).noneMatch(a -> a.startsWith("delete"));
  }

  @Test
  void oneThatIsRefusedIsNotToldAgainAndRestartsNobody() {
    set.redis.unknown("maxmemory");
    set.apply("config: {common: {maxmemory: much}}");
    set.settle();
    assertThat(stamp(0)).contains(" ~common.maxmemory=");
    set.acts().clear();
    set.settle();
    assertThat(set.acts()).isEmpty();
  }

  @Test
  void whatOnePodWasToldIsNotNotedOnAnother() {
    set.apply("config: {common: {maxmemory: 2mb}}");
    set.api.put(SetObjects.pod(2, "another"));
    assertThat(set.pass()).isInstanceOf(Configure.class);
    assertThat(set.api.get(Pod.class, "redis-2").orElseThrow().getMetadata().getAnnotations())
        .isNullOrEmpty();
  }

  @Test
  void oneOfTheFilesOnlyNeedsANewPod() {
    set.redis.unknown("loadmodule");
    set.apply("config: {common: {loadmodule: /x.so}}");
    set.settle();
    assertThat(stamp(0)).contains(" !common.loadmodule=");
    assertThat(set.acts()).contains("delete redis-2").doesNotContain("delete redis-0");
  }
}
