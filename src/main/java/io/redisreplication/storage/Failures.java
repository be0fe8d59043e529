package io.redisreplication.storage;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.act.Refusals;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.desired.Names;
import java.net.HttpURLConnection;

/** What the API server says to a step, in words for the user. */
final class Failures {
  private static final int UNPROCESSABLE = 422;

  private Failures() {}

  /**
   * A conflict is no failure: somebody else wrote the object meanwhile, the next pass looks again.
   */
  static VolumeStatus status(Wanted w, KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND ->
          w.status(VolumeState.Checking, null, "changed meanwhile, looking again");
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(w, Refusals.words(e));
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          w.status(
              VolumeState.Refused,
              w.volume().source() == null ? "ApplyFailed" : "SourceInvalid",
              "spec.storage.volumes, ordinal %d: %s".formatted(w.ordinal(), Refusals.words(e)));
      default ->
          w.status(
              VolumeState.Checking, null, "the API server does not answer: " + Refusals.words(e));
    };
  }

  /** The source has the shape of none that Kubernetes knows. */
  static VolumeStatus status(Wanted w, IllegalArgumentException e) {
    return w.status(
        VolumeState.Refused,
        "SourceInvalid",
        "spec.storage.volumes, ordinal %d: %s"
            .formatted(w.ordinal(), e.getMessage().lines().findFirst().orElse("")));
  }

  private static VolumeStatus forbidden(Wanted w, String said) {
    var right = said.contains(" cannot ");
    return w.status(
        VolumeState.Refused,
        right ? "RightsMissing" : "ApplyFailed",
        right
            ? "%s: bind ClusterRole %s (get, create, update of persistentvolumes, list of nodes) to the operator by a ClusterRoleBinding, or bind claim %s to the volume by hand and leave this entry out"
                .formatted(said, Names.VOLUMES_ROLE, w.claim())
            : said);
  }
}
