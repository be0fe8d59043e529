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
        .map(Refusals::in)
        .flatMap(Optional::stream)
        .filter(Refusals::namespaceGoes)
        .findFirst()
        .ifPresent(
            e -> {
              throw e;
            });
    return refused.stream().map(e -> words(e)).toList();
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

  private static String words(Exception e) {
    return Refusals.in(e).map(Applying::words).orElse(e.toString());
  }

  private static String words(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT && details != null
        ? "%s %s is there already and not of this resource: delete it, or choose another metadata.name (%s)"
            .formatted(details.getKind(), details.getName(), Refusals.words(e))
        : Refusals.words(e);
  }
}
