package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody deletes or changes by hand is put right, and no data is lost by it. */
@Scenario
class MeddlingTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  static RedisSet set;
  static int times;

  @BeforeAll
  static void create() {
    set = cluster.set("redis").applyMinimal().awaitReady();
  }

  @BeforeEach
  void write() {
    set.redis().write("kept" + ++times, 20, 2);
  }

  @AfterEach
  void healed() {
    set.awaitReady().redis().awaitOnAll("kept" + times, 20);
    assertThat(set.redis().masters()).containsExactly(set.primary());
    set.redis().write("after" + times, 5, 2);
  }

  /**
   * All but redis-primary, whose next address clients would only see when their DNS entry expires.
   */
  @Test
  void deletedServicesAndConfigurationAreMadeAgain() {
    var client = cluster.client();
    var ns = cluster.namespace();
    for (var service : List.of("redis-replicas", "redis-read", "redis-headless")) {
      client.services().inNamespace(ns).withName(service).delete();
    }
    client.configMaps().inNamespace(ns).withName("redis-config").delete();
    client.policy().v1().podDisruptionBudget().inNamespace(ns).withName("redis").delete();
    RedisSet.eventually(
        "made again",
        () -> {
          assertThat(set.endpoints("replicas")).hasSize(2);
          assertThat(client.services().inNamespace(ns).list().getItems()).hasSize(4);
          assertThat(client.configMaps().inNamespace(ns).withName("redis-config").get())
              .isNotNull();
          assertThat(
                  client
                      .policy()
                      .v1()
                      .podDisruptionBudget()
                      .inNamespace(ns)
                      .withName("redis")
                      .get())
              .isNotNull();
        });
  }

  @Test
  void aLabelOfTheSecretIsPutBack() {
    var name = "app.kubernetes.io/name";
    var secrets = cluster.client().secrets().inNamespace(cluster.namespace());
    var secret = secrets.withName("redis-auth");
    var label = secret.get().getMetadata().getLabels().get(name);
    secret.edit(s -> new SecretBuilder(s).editMetadata().addToLabels(name, "x").and().build());
    RedisSet.eventually(
        "put back",
        () -> assertThat(secret.get().getMetadata().getLabels()).containsEntry(name, label));
  }

  @Test
  void deletedRecord() {
    var epoch = set.status().epoch();
    var primary = set.primary();
    cluster
        .client()
        .configMaps()
        .inNamespace(cluster.namespace())
        .withName("redis-topology")
        .delete();
    RedisSet.eventually(
        "a record again", () -> assertThat(set.status().epoch()).isGreaterThan(epoch));
    set.awaitReady();
    assertThat(set.primary()).isEqualTo(primary);
  }

  @Test
  void deletedStatefulSet() {
    var before = set.pods().uid("redis-0");
    cluster
        .client()
        .apps()
        .statefulSets()
        .inNamespace(cluster.namespace())
        .withName("redis")
        .delete();
    RedisSet.eventually(
        "pods again",
        () -> assertThat(set.pods().uid("redis-0")).isNotEqualTo(before).isNotEmpty());
  }

  @Test
  void aReplicaThatIsMadeAMaster() {
    var rogue = set.replicas().get(0);
    var primary = set.primary();
    assertThat(set.redis().cli(rogue, "REPLICAOF", "NO", "ONE")).isEqualTo("OK");
    set.redis().cli(rogue, "SET", "rogue", "1");
    RedisSet.eventually(
        "one master", () -> assertThat(set.redis().masters()).containsExactly(primary));
    RedisSet.eventually(
        "its write is gone",
        () -> assertThat(set.redis().cli(rogue, "EXISTS", "rogue")).isEqualTo("0"));
  }

  @Test
  void aPrimaryThatIsMadeAReplica() {
    assertThat(set.redis().cli(set.primary(), "REPLICAOF", "127.0.0.1", "1")).isEqualTo("OK");
    RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
  }

  @Test
  void flushedFunctions() {
    assertThat(set.redis().cli(set.primary(), "FUNCTION", "FLUSH", "SYNC")).isEqualTo("OK");
    RedisSet.eventually(
        "the marker is loaded again",
        () ->
            assertThat(set.podNames())
                .allSatisfy(
                    p ->
                        assertThat(set.redis().cli(p, "FUNCTION", "LIST"))
                            .contains("redisreplication_" + set.status().epoch())));
  }
}
