package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.managed.ManagedWorkflowAndDependentResourceContext;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The Quarkus extension throws what the workflow is told to return. */
class ApplyingTest {
  @Test
  void whatTheApiServerRefusesIsSaid() {
    assertThat(Applying.all(throwing(refused(422, "spec.image: Invalid value"))))
        .containsExactly("spec.image: Invalid value");
  }

  @Test
  void anObjectOfSomebodyElseIsNamed() {
    assertThat(Applying.all(throwing(refused(409, "the object has been modified"))))
        .containsExactly(
            "configmaps redis-config is there already and not of this resource: delete it, or choose another metadata.name (the object has been modified)");
  }

  @Test
  void otherFailuresAreSaidToo() {
    assertThat(Applying.all(throwing(new IllegalStateException("no"))))
        .containsExactly("java.lang.IllegalStateException: no");
  }

  @Test
  void aNamespaceThatGoesAwayEndsThePass() {
    var gone = refused(403, "no new content in namespace x because it is being terminated");
    assertThatThrownBy(() -> Applying.all(throwing(new RuntimeException(gone)))).isSameAs(gone);
  }

  private static KubernetesClientException refused(int code, String message) {
    var status =
        new StatusBuilder()
            .withCode(code)
            .withMessage(message)
            .withNewDetails()
            .withKind("configmaps")
            .withName("redis-config")
            .endDetails()
            .build();
    return new KubernetesClientException(message, code, status);
  }

  private static Context<RedisReplication> throwing(Exception e) {
    var failed = new AggregatedOperatorException("failed", Map.of("config", e));
    var workflow =
        proxy(
            ManagedWorkflowAndDependentResourceContext.class,
            () -> {
              throw failed;
            });
    return proxy(Context.class, () -> workflow);
  }

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<?> type, Supplier<Object> answer) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (p, method, args) -> answer.get());
  }
}
