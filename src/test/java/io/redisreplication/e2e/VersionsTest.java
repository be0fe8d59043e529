package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every supported server: made, written to, read from, its primary restarted and replaced. */
@Scenario
class VersionsTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @ParameterizedTest
  @CsvSource({
    "redis-seven, docker.io/library/redis:7.0, redis_version:7.0",
    "redis-eight, docker.io/library/redis:8.0, redis_version:8.0",
    "valkey, docker.io/valkey/valkey:8.1, valkey_version:8.1"
  })
  void replicates(String name, String image, String version) {
    var set = cluster.set(name).apply("{image: '%s', storage: {size: 64Mi}}".formatted(image));
    set.awaitReady();
    assertThat(set.redis().cli(set.primary(), "INFO", "server")).contains(version);
    set.redis().write("first", 20, 2);

    var primary = set.primary();
    set.redis().shutdown(primary);
    RedisSet.eventually("serves again", () -> assertThat(set.redis().masters()).hasSize(1));
    set.awaitReady().redis().write("second", 20, 2);

    set.pods().replace(primary);
    RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
    set.awaitReady().redis().awaitOnAll("first", 20);
    set.redis().awaitOnAll("second", 20);
    set.delete();
  }
}
