package io.redisreplication;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.quarkus.runtime.StartupEvent;
import io.redisreplication.act.Refusals;
import io.redisreplication.api.v1beta1.RedisReplication;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.HttpURLConnection;

/** Says which namespace cannot be watched, and why; the SDK would end with stack traces. */
@Singleton
class WatchAccess {
  private static final ListOptionsBuilder ONE = new ListOptionsBuilder().withLimit(1L);

  private final KubernetesClient client;

  WatchAccess(KubernetesClient client) {
    this.client = client;
  }

  /** After {@link CrdInstallation}. */
  void beforeTheOperatorStarts(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event,
      Operator operator) {
    operator.getRegisteredControllers().stream()
        .map(c -> (ControllerConfiguration<?>) c.getConfiguration())
        .flatMap(c -> c.getInformerConfig().getEffectiveNamespaces(c).stream())
        .forEach(this::check);
  }

  /**
   * @param namespace or the SDK's word for all
   */
  void check(String namespace) {
    var all = namespace.equals(Constants.WATCH_ALL_NAMESPACES);
    var sets = client.resources(RedisReplication.class);
    try {
      (all ? sets.inAnyNamespace() : sets.inNamespace(namespace)).list(ONE.build());
    } catch (KubernetesClientException e) {
      var where = all ? "all namespaces" : "namespace " + namespace;
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new IllegalStateException(
            """
            %s cannot be watched: %s
            Grant the operator's ServiceAccount there what install/namespace/install.yaml grants, or watch
            others: QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES"""
                .formatted(where, Refusals.words(e)));
      }
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new IllegalStateException(
            """
            the cluster does not know RedisReplication: the CRD is missing
            A cluster-admin applies it: kubectl apply --server-side -f install/crd/install.yaml""");
      }
      throw e;
    }
  }
}
