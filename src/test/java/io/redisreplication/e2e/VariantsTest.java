package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other kinds of sets: each is made, written to, and survives the loss of its primary pod. */
@Scenario
class VariantsTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void ephemeral() {
    var set = survives("cache", "{storage: {ephemeral: true}}");
    assertThat(claims()).noneMatch(c -> c.contains("cache"));
    assertThat(set.redis().config(set.primary(), "appendonly")).isEqualTo("no");
    set.pods().replaceAll(set.podNames());
    RedisSet.eventually("starts anew", () -> assertThat(set.redis().masters()).hasSize(1));
    Endpoints.awaitPrimary(set);
    set.awaitReady().redis().write("anew", 5, 2);
    set.delete();
  }

  @Test
  void orderedReady() {
    var set = survives("ordered", "{podManagementPolicy: OrderedReady, storage: {size: 64Mi}}");
    set.delete();
    set.apply("{podManagementPolicy: OrderedReady, storage: {size: 64Mi}}").awaitReady();
    set.redis().awaitOnAll("kept", 20);
    set.delete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"})
  void accessModes(String mode) {
    var name = mode.toLowerCase(Locale.ROOT);
    var set = cluster.set(name);
    set.apply("{replicas: 2, storage: {size: 64Mi, accessModes: [" + mode + "]}}").awaitReady();
    set.redis().write("kept", 20, 1);
    set.delete();
  }

  @Test
  void withoutPassword() {
    var set = survives("open", "{replicas: 2, auth: {enabled: false}, storage: {size: 64Mi}}");
    assertThat(set.redis().sh(set.primary(), "redis-cli PING")).isEqualTo("PONG");
    assertThat(
            cluster.client().secrets().inNamespace(cluster.namespace()).withName("open-auth").get())
        .isNull();
    set.delete();
  }

  @Test
  void ownSecret() {
    var password = "it's \"mine\" $HOME \\ #1";
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("mine")
                .endMetadata()
                .withStringData(Map.of("password", password))
                .build())
        .inNamespace(cluster.namespace())
        .create();
    var set = survives("own", "{replicas: 2, auth: {secretName: mine}, storage: {size: 64Mi}}");
    assertThat(set.redis().sh(set.primary(), "REDISCLI_AUTH=\"$1\" redis-cli PING", password))
        .isEqualTo("PONG");
    set.delete();
  }

  private static RedisSet survives(String name, String spec) {
    var set = cluster.set(name).apply(spec).awaitReady();
    set.redis().write("kept", 20, 1);
    set.pods().replace(set.primary());
    set.awaitReady();
    RedisSet.eventually("one master", () -> assertThat(set.redis().masters()).hasSize(1));
    set.awaitReady().redis().awaitOnAll("kept", 20);
    set.redis().write("after", 20, 1);
    return set;
  }

  private static List<String> claims() {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .list()
        .getItems()
        .stream()
        .map(c -> c.getMetadata().getName())
        .toList();
  }
}
