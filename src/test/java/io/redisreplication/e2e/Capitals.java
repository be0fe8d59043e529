package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** The few keys of the tutorial: written through redis-primary, read from a replica. */
record Capitals(RedisSet set) {
  private static final Map<String, String> ALL =
      Map.of("France", "Paris", "Kenya", "Nairobi", "Japan", "Tokyo", "Peru", "Lima");

  void write() {
    RedisSet.eventually(
        "the capitals are written",
        () ->
            ALL.forEach(
                (country, capital) ->
                    assertThat(cli(set.primary(), "-h", service(), "SET", country, capital))
                        .isEqualTo("OK")));
    var copies = String.valueOf(set.replicas().size());
    assertThat(cli(set.primary(), "WAIT", copies, "10000")).isEqualTo(copies);
  }

  /** On every pod: the primary, and each replica. */
  void read() {
    for (var pod : set.podNames()) {
      ALL.forEach(
          (country, capital) -> assertThat(cli(pod, "GET", country)).as(pod).isEqualTo(capital));
    }
  }

  private String service() {
    return set.name() + "-primary";
  }

  private String cli(String pod, String... args) {
    return set.redis().cli(pod, args);
  }
}
