package io.redisreplication.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Stream;

/** What the API server says when it refuses a request. */
public final class Refusals {
  private Refusals() {}

  /** Behind what JOSDK and the client have wrapped around it; empty when it is something else. */
  public static Optional<KubernetesClientException> in(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .findFirst();
  }

  /** The API server's own words, or those of the client when none came. */
  public static String words(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }

  /** It takes nothing new: trying on would only fill the log. */
  public static boolean namespaceGoes(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        && words(e).contains("because it is being terminated");
  }
}
