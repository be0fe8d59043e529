package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primary's directives land only on the primary, wherever it is. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoleConfigTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;

  @BeforeAll
  static void create() {
    set =
        cluster
            .set("redis")
            .apply(
                """
                primaryOrdinal: 1
                storage: {size: 64Mi}
                config:
                  common: {maxmemory-policy: allkeys-lru, slowlog-max-len: "10"}
                  primary: {slowlog-max-len: "11"}
                  replica: {slowlog-max-len: "12"}
                """)
            .awaitReady();
  }

  @Test
  @Order(1)
  void primaryOrdinalNamesThePrimaryOfANewSet() {
    assertThat(set.primary()).isEqualTo("redis-1");
    directivesAreThoseOfTheRoles();
  }

  @Test
  @Order(2)
  void directivesMoveWithTheRole() {
    set.redis().write("before", 20, 2);
    set.pods().wipe("redis-1");
    RedisSet.eventually(
        "another primary", () -> assertThat(set.primary()).isNotNull().isNotEqualTo("redis-1"));
    set.awaitReady();
    directivesAreThoseOfTheRoles();
    set.redis().awaitOnAll("before", 20);
  }

  private static void directivesAreThoseOfTheRoles() {
    var redis = set.redis();
    RedisSet.eventually(
        "directives of the roles",
        () -> {
          assertThat(set.podNames())
              .allSatisfy(
                  p -> assertThat(redis.config(p, "maxmemory-policy")).isEqualTo("allkeys-lru"));
          assertThat(redis.config(set.primary(), "slowlog-max-len")).isEqualTo("11");
          assertThat(set.replicas())
              .allSatisfy(p -> assertThat(redis.config(p, "slowlog-max-len")).isEqualTo("12"));
        });
  }
}
