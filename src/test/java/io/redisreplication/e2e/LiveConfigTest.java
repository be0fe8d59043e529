package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** spec.config on a running set: what Redis can take it gets at once, the rest by a rollout. */
@Scenario
class LiveConfigTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static RedisSet apply(RedisSet set, String config) {
    return set.apply("{storage: {size: 64Mi}, config: {common: {" + config + "}}}");
  }

  private static void awaitDirective(RedisSet set, String directive, String value) {
    RedisSet.eventually(
        directive + " is " + value,
        () ->
            assertThat(set.podNames())
                .allSatisfy(p -> assertThat(set.redis().config(p, directive)).isEqualTo(value)));
    set.awaitReady();
    set.awaitCondition("Progressing", "False", "Complete");
  }

  private static List<String> uids(RedisSet set) {
    return set.podNames().stream().map(set.pods()::uid).toList();
  }

  @Test
  void whatRedisTakesRestartsNobody() throws Exception {
    var set = apply(cluster.set("live"), "slowlog-max-len: '77'").awaitReady();
    var before = uids(set);
    try (var client = set.client()) {
      apply(set, "slowlog-max-len: '78', maxmemory-policy: allkeys-lru");
      awaitDirective(set, "slowlog-max-len", "78");
      awaitDirective(set, "maxmemory-policy", "allkeys-lru");
      set.apply(
          """
          storage: {size: 64Mi}
          durability: {maxLagSeconds: 7}
          config:
            common: {slowlog-max-len: '78', maxmemory-policy: allkeys-lru}
            primary: {slowlog-log-slower-than: '5000'}
          """);
      awaitDirective(set, "min-replicas-max-lag", "7");
      RedisSet.eventually(
          "the primary has its own",
          () ->
              assertThat(set.redis().config(set.primary(), "slowlog-log-slower-than"))
                  .isEqualTo("5000"));
      assertThat(set.redis().config(set.replicas().get(0), "slowlog-log-slower-than"))
          .isEqualTo("10000");
      client.awaitWrites(50).check();
    }
    assertThat(uids(set)).isEqualTo(before);
    assertThat(set.status().epoch()).isEqualTo(1);
    set.delete();
  }

  @Test
  void whatOnlyAStartCanChangeIsRolledOut() throws Exception {
    var set = apply(cluster.set("start"), "databases: '16', slowlog-max-len: '77'").awaitReady();
    try (var client = set.client()) {
      apply(set, "databases: '20', slowlog-max-len: '77'");
      awaitDirective(set, "databases", "20");
      assertThat(set.status().epoch()).as("one hand-over").isEqualTo(2);

      apply(set, "databases: '20'");
      awaitDirective(set, "slowlog-max-len", "128");
      assertThat(set.status().epoch()).as("one more for the default").isEqualTo(3);
      client.awaitWrites(50).check();
      assertThat(client.longestGap()).isLessThan(DeletePrimaryTest.HAND_OVER);
    }
    set.delete();
  }

  @Test
  void aWrongValueIsToldAndRestartsNobody() {
    var set = apply(cluster.set("wrong"), "maxmemory: 64mb").awaitReady();
    var before = uids(set);
    apply(set, "maxmemory: plenty");
    set.awaitCondition("Stalled", "True", "ConfigRefused");
    assertThat(set.condition("Stalled").orElseThrow().getMessage()).contains("maxmemory");
    assertThat(set.redis().config(set.primary(), "maxmemory")).isEqualTo("67108864");
    apply(set, "maxmemory: 128mb");
    awaitDirective(set, "maxmemory", "134217728");
    assertThat(uids(set)).isEqualTo(before);
    set.delete();
  }
}
