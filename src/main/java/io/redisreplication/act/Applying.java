package io.redisreplication.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Brings the objects of a set to what they are to be, and says what the API server refused. */
final class Applying {
  private Applying() {}

  /**
   * Returns its words.
   *
   * @throws KubernetesClientException when the namespace goes away: then nothing is left to do
   */
  static List<String> all(Context<RedisReplication> context) {
    var refused = reconcile(context);
    refused.stream()
        .map(Applying::cause)
        .flatMap(Optional::stream)
        .filter(Applying::namespaceGoes)
        .findFirst()
        .ifPresent(
            e -> {
              throw e;
            });
    return refused.stream().map(Applying::words).toList();
  }

  /** The Quarkus extension (7.2.2) throws what it is told to return. */
  private static Collection<Exception> reconcile(Context<RedisReplication> context) {
    try {
      return context
          .managedWorkflowAndDependentResourceContext()
          .reconcileManagedWorkflow()
          .getErroredDependents()
          .values();
    } catch (AggregatedOperatorException e) {
      return e.getAggregatedExceptions().values();
    }
  }

  private static boolean namespaceGoes(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        && e.getMessage().contains("because it is being terminated");
  }

  private static String words(Exception e) {
    var cause = cause(e);
    if (cause.isEmpty()) {
      return e.toString();
    }
    var status = cause.get().getStatus();
    return cause.get().getCode() == HttpURLConnection.HTTP_CONFLICT && status.getDetails() != null
        ? "%s %s is there already and not of this resource: delete it, or choose another metadata.name (%s)"
            .formatted(
                status.getDetails().getKind(), status.getDetails().getName(), status.getMessage())
        : status.getMessage();
  }

  private static Optional<KubernetesClientException> cause(Exception e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof KubernetesClientException k
          && k.getStatus() != null
          && k.getStatus().getMessage() != null) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }
}
