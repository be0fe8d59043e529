package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisConfTest {
  @Test
  void directivesByRole() {
    var rr = Specs.full();
    assertThat(RedisConf.common(rr)).isEqualTo("maxmemory 100mb\nmaxmemory-policy noeviction\n");
    assertThat(RedisConf.primary(rr)).isEqualTo("slowlog-log-slower-than 5000\n");
    assertThat(RedisConf.replica(rr)).isEqualTo("maxmemory-policy allkeys-lru\n");
    assertThat(RedisConf.common(Specs.minimal())).isEmpty();
  }

  /** A role that changes at run time must also undo what only the other role sets. */
  @Test
  void aRoleAtRunTimeGetsTheCommonValueBack() {
    var rr = Specs.full();
    assertThat(RedisConf.ofRole(rr, true))
        .containsOnly(
            Map.entry("slowlog-log-slower-than", "5000"),
            Map.entry("maxmemory-policy", "noeviction"));
    assertThat(RedisConf.ofRole(rr, false)).containsEntry("maxmemory-policy", "allkeys-lru");
    assertThat(RedisConf.ofRole(Specs.minimal(), true)).isEmpty();
  }

  @Test
  void aValueStaysOnItsLine() {
    var rr =
        Specs.minimalWith("config: {common: {save: \"900 1\\n\\rreplicaof evil 6379\\r\\n\"}}");
    assertThat(RedisConf.common(rr)).isEqualTo("save 900 1 replicaof evil 6379\n");
  }

  @Test
  void anEmptyValueIsAWord() {
    var rr = Specs.minimalWith("config: {common: {save: \"\"}}");
    assertThat(RedisConf.common(rr)).isEqualTo("save \"\"\n");
  }

  @Test
  void liveValuesAreWithoutTheQuotesOfAFile() {
    var rr =
        Specs.minimalWith("config: {common: {save: '\"\"', notify-keyspace-events: \"'Ex'\"}}");
    assertThat(RedisConf.live(rr, false))
        .containsEntry("save", "")
        .containsEntry("notify-keyspace-events", "Ex");
  }

  @Test
  void aRoleWinsOverWhatIsCommon() {
    assertThat(RedisConf.live(Specs.full(), false))
        .containsEntry("maxmemory-policy", "allkeys-lru")
        .containsEntry("maxmemory", "100mb")
        .doesNotContainKey("slowlog-log-slower-than");
  }
}
