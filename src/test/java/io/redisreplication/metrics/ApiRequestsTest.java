package io.redisreplication.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestsTest {
  @ParameterizedTest
  @CsvSource({
    "/api/v1/namespaces/test/pods/redis-0, pods",
    "/api/v1/namespaces/test/pods, pods",
    "/api/v1/namespaces/test, namespaces",
    "/api/v1/persistentvolumes/pv-1, persistentvolumes",
    "/apis/apps/v1/namespaces/test/statefulsets/redis, statefulsets",
    "/apis/redisreplication.io/v1beta1/redisreplications, redisreplications",
    "/apis/redisreplication.io/v1beta1/namespaces/test/redisreplications/redis/status, redisreplications",
    "/version, discovery"
  })
  void aSeriesForEachKindAndNotForEachObject(String path, String resource) {
    assertThat(ApiRequests.resource(path)).isEqualTo(resource);
  }
}
