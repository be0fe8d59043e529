package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of the other scenarios finds what it is there to find. */
@Scenario
class CheckingClientTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  RedisSet set;

  @BeforeEach
  void create(TestInfo test) {
    set = cluster.set(test.getTestMethod().orElseThrow().getName());
    set.apply("{replicas: 2, storage: {size: 64Mi}}").awaitReady();
  }

  @AfterEach
  void delete() {
    set.delete();
  }

  @Test
  void lost() throws Exception {
    try (var client = set.client()) {
      assertThat(set.redis().cli(set.primary(), "DEL", "checked:7")).isEqualTo("1");
      assertThatThrownBy(client::check).hasMessageContaining("acknowledged and lost");
    }
  }

  @Test
  void empty() throws Exception {
    try (var client = set.client()) {
      assertThat(set.redis().cli(set.primary(), "DEL", "canary")).isEqualTo("1");
      client.awaitWrites(50);
      assertThatThrownBy(client::check).hasMessageContaining("an empty set was served");
    }
  }

  @Test
  void twins() throws Exception {
    var label = "redisreplication.io/role";
    try (var client = set.client()) {
      var other = set.replicas().get(0);
      RedisSet.eventually(
          "seen, before the operator takes it away",
          () -> {
            set.pods().label(other, label, "primary");
            assertThat(client.story()).contains("twins-0 and twins-1");
          });
      assertThatThrownBy(client::check).hasMessageContaining("two endpoints");
    }
  }
}
