package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisreplication.api.v1beta1.ReclaimPolicy;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.status.Claims;
import io.redisreplication.status.Problem;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Sets the volumes behind the claims to Retain when the spec asks for it, each once: its claim
 * remembers. Volumes are never read, only patched.
 */
public final class ReclaimPolicies {
  /** On a claim: the volume that was set to Retain. */
  public static final String RETAINED = "redisreplication.io/retained-volume";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public ReclaimPolicies(KubernetesClient client) {
    this.client = client;
  }

  /** Returns why it could not be done. */
  public Optional<Problem> apply(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    if (rr.getSpec().storage().reclaimPolicy() != ReclaimPolicy.Retain) {
      return Optional.empty();
    }
    return Claims.bound(rr, claims).stream()
        .filter(c -> !c.getSpec().getVolumeName().equals(remembered(c)))
        .map(this::retain)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String remembered(PersistentVolumeClaim claim) {
    var notes = claim.getMetadata().getAnnotations();
    return notes == null ? null : notes.get(RETAINED);
  }

  private Optional<Problem> retain(PersistentVolumeClaim claim) {
    var volume = claim.getSpec().getVolumeName();
    try {
      client
          .resource(named(volume))
          .patch(MERGE, "{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}");
      client
          .resource(claim)
          .patch(
              MERGE,
              "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(RETAINED, volume));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
        default -> Optional.of(refused(volume, e));
      };
    }
  }

  private static PersistentVolume named(String volume) {
    return new PersistentVolumeBuilder().withNewMetadata().withName(volume).endMetadata().build();
  }

  private static Problem refused(String volume, KubernetesClientException e) {
    var todo =
        e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
            ? "bind ClusterRole %s to the operator's ServiceAccount by a ClusterRoleBinding, or set spec.storage.reclaimPolicy to AsIs"
                .formatted(Names.VOLUMES_ROLE)
            : "it is tried again by itself; to do without, set spec.storage.reclaimPolicy to AsIs";
    return Problem.ofStorage(
        "VolumeNotRetained",
        "spec.storage.reclaimPolicy: %s cannot be set to Retain: %s; %s"
            .formatted(volume, Refusals.words(e), todo));
  }
}
