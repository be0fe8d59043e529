package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** bundle/ through OLM and the catalogue of hack/olm, which has one more version. */
@Tag("olm")
class OlmTest {
  @RegisterExtension final Olm olm = new Olm();

  @Test
  void aSubscriptionInstallsUpgradesAndLeavesWhatTheUserChose() throws Exception {
    var operator = olm.operator();
    operator.subscribe(List.of(), Olm.committed());
    assertThat(operator.approve()).isEqualTo(Olm.committed());
    var image = operator.image();
    var set = olm.set(Olm.ELSEWHERE).applyMinimal().awaitReady();
    set.redis().write("kept", 10, 2);
    var pods = pods(set);

    String next;
    try (var client = set.client()) {
      next = operator.approve();
      set.apply("{storage: {size: 64Mi}, config: {common: {maxmemory-policy: allkeys-lru}}}");
      set.awaitReady();
      assertThat(set.redis().config(set.primary(), "maxmemory-policy")).isEqualTo("allkeys-lru");
      client.awaitWrites(50).check();
    }
    assertThat(next).isNotEqualTo(Olm.committed());
    assertThat(operator.image()).isNotEqualTo(image);
    set.redis().awaitOnAll("kept", 10);
    assertThat(pods(set)).isEqualTo(pods);

    operator.unsubscribe();
    RedisSet.eventually("nothing is left", () -> assertThat(operator.left()).isEmpty());
    assertThat(pods(set)).isEqualTo(pods);
    olm.deleteTheRest();
    RedisSet.eventually("the pods are gone", () -> assertThat(set.pods().list()).isEmpty());
    assertThat(olm.claims(Olm.ELSEWHERE)).hasSize(3);
  }

  @Test
  void oneNamespaceNeedsNoRightOfTheCluster() throws Exception {
    var operator = olm.operator();
    operator.subscribe(List.of(Olm.OPERATORS), Olm.committed());
    operator.approve();
    var foreign = olm.set(Olm.ELSEWHERE).applyMinimal();
    olm.set(Olm.OPERATORS).applyMinimal().awaitReady();
    assertThat(foreign.status()).isNull();
    assertThat(operator.rightsOfTheCluster()).isEmpty();
    olm.set(Olm.OPERATORS).delete();
    operator.unsubscribe();
    RedisSet.eventually("nothing is left", () -> assertThat(operator.left()).isEmpty());
    olm.deleteTheRest();
  }

  /** A restarted container is another one in the same pod. */
  private static List<String> pods(RedisSet set) {
    return set.pods().list().stream()
        .flatMap(
            p ->
                Stream.of(
                    p.getMetadata().getUid(), set.pods().containerId(p.getMetadata().getName())))
        .sorted()
        .toList();
  }
}
