package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The least one can ask for, in a namespace that enforces "restricted". */
@Scenario
class CreateTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;

  @BeforeAll
  static void create() {
    set = cluster.set("redis").apply("").awaitReady();
  }

  @Test
  void writesOnThePrimaryAreReadOnEveryReplica() {
    set.redis().write("hello", 10, 2);
    set.redis().awaitOnAll("hello", 10);
    assertThat(set.redis().masters()).containsExactly(set.primary());
    assertThat(set.replicas())
        .allSatisfy(r -> assertThat(set.redis().cli(r, "SET", "a", "b")).startsWith("READONLY"));
  }

  @Test
  void servicesReachTheRightPods() {
    RedisSet.eventually(
        "endpoints, which follow readiness",
        () -> {
          assertThat(set.endpoints("primary")).containsExactly(set.primary());
          assertThat(set.endpoints("replicas")).containsExactlyInAnyOrderElementsOf(set.replicas());
          assertThat(set.endpoints("read")).containsExactlyInAnyOrderElementsOf(set.podNames());
        });
    RedisSet.eventually(
        "proxies, which follow endpoints",
        () ->
            assertThat(
                    set.redis().cli(set.replicas().get(0), "-h", "redis-replicas", "SET", "a", "b"))
                .startsWith("READONLY"));
  }

  @Test
  void eventsTellWhatHappened() {
    RedisSet.eventually(
        "events",
        () ->
            assertThat(
                    cluster
                        .client()
                        .v1()
                        .events()
                        .inNamespace(cluster.namespace())
                        .withField("involvedObject.kind", "RedisReplication")
                        .list()
                        .getItems())
                .extracting(e -> e.getReason())
                .contains("Created", "Promoted", "ReplicaInSync"));
  }

  @Test
  void thePasswordIsNowhereButInItsSecret() {
    var client = cluster.client();
    var ns = cluster.namespace();
    var secret = client.secrets().inNamespace(ns).withName("redis-auth").get();
    var password =
        new String(
            Base64.getDecoder().decode(secret.getData().get("password")), StandardCharsets.UTF_8);
    assertThat(password).hasSizeGreaterThanOrEqualTo(20);
    var said =
        Set.of(
                client.configMaps().inNamespace(ns).list(),
                client.pods().inNamespace(ns).list(),
                client.apps().statefulSets().inNamespace(ns).list(),
                client.v1().events().inNamespace(ns).list(),
                set.resource().get())
            .stream()
            .map(Serialization::asYaml)
            .collect(Collectors.joining());
    var logs =
        set.podNames().stream()
            .map(p -> client.pods().inNamespace(ns).withName(p).getLog())
            .collect(Collectors.joining());
    var argv = set.redis().sh(set.primary(), "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    assertThat(said + logs + argv + cluster.operator().log(100_000))
        .contains("redis-server")
        .doesNotContain(password);
    assertThat(set.redis().sh(set.primary(), "redis-cli PING")).contains("NOAUTH");
  }
}
