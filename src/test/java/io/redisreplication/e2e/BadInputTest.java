package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What a user gets wrong is said with its fix, costs nothing meanwhile, and can be corrected. */
@Scenario
@Isolated
class BadInputTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final int WATCHED_SECONDS = 3;
  private static final int MANY_REQUESTS = 30;
  private static final String GOOD = "{replicas: 2, storage: {size: 64Mi}}";

  RedisSet set;
  int restarts;

  @BeforeEach
  void count() {
    restarts = cluster.operator().restarts();
  }

  @AfterEach
  void recovered() {
    set.awaitReady().redis().write("recovered", 5, 1);
    assertThat(set.condition("Stalled")).isEmpty();
    assertThat(cluster.operator().restarts()).isEqualTo(restarts);
    set.delete();
  }

  @Test
  void imageThatDoesNotExist() throws Exception {
    set =
        cluster
            .set("image")
            .apply("{replicas: 2, image: localhost/no/such:1, storage: {size: 64Mi}}");
    says("ImageUnavailable", "spec.image", "localhost/no/such:1");
    set.apply(GOOD);
  }

  @Test
  void directiveThatRedisDoesNotKnow() throws Exception {
    set = cluster.set("directive");
    set.apply("{replicas: 2, storage: {size: 64Mi}, config: {common: {no-such-thing: '1'}}}");
    says("ConfigRefused", "spec.config", "no-such-thing");
    set.apply(GOOD);
  }

  @Test
  void storageClassThatDoesNotExist() throws Exception {
    set =
        cluster
            .set("class")
            .apply("{replicas: 2, storage: {size: 64Mi, storageClassName: none-such}}");
    says("ClaimPending", "spec.storage", "none-such");
    set.delete();
    for (var i = 0; i < 2; i++) {
      cluster
          .client()
          .persistentVolumeClaims()
          .inNamespace(cluster.namespace())
          .withName("data-" + set.pod(i))
          .delete();
    }
    set.apply(GOOD);
  }

  @Test
  void secretThatIsMissingAndThenHasNoPassword() throws Exception {
    set = cluster.set("secret");
    set.apply("{replicas: 2, storage: {size: 64Mi}, auth: {secretName: given}}");
    says("SecretUnusable", "given");
    secret("passwort");
    says("SecretUnusable", "given", "'password'");
    secret("password");
  }

  @Test
  void quotaThatIsUsedUp() throws Exception {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("one-pod")
            .endMetadata()
            .withNewSpec()
            .withHard(Map.of("pods", new Quantity("1")))
            .endSpec()
            .build();
    var applied = cluster.client().resource(quota).inNamespace(cluster.namespace());
    applied.create();
    set = cluster.set("quota").apply(GOOD);
    says("PodsRefused", "quota", "one-pod");
    applied.delete();
  }

  /** And it is said without a storm of requests. */
  private void says(String reason, String... words) throws InterruptedException {
    RedisSet.eventually(
        reason,
        () -> {
          var stalled = set.condition("Stalled");
          assertThat(stalled).as("Ready: %s", set.condition("Ready")).isPresent();
          assertThat(stalled.get().getReason()).isEqualTo(reason);
          assertThat(stalled.get().getMessage()).contains(words);
        });
    assertThat(set.condition("Ready").orElseThrow().getStatus()).isEqualTo("False");
    var metrics = new OperatorMetrics(cluster.client());
    var before = metrics.requests();
    TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
    var requests = metrics.since(before).values().stream().mapToInt(n -> n).sum();
    assertThat(requests).as("requests in %d s", WATCHED_SECONDS).isLessThan(MANY_REQUESTS);
  }

  private static void secret(String key) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("given")
                .endMetadata()
                .withStringData(Map.of(key, "a-password"))
                .build())
        .inNamespace(cluster.namespace())
        .createOr(r -> r.update());
  }
}
