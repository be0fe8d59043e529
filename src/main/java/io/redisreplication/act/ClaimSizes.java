package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.status.Claims;
import io.redisreplication.status.Expansion;
import io.redisreplication.status.Problem;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Grows claims to spec.storage.size, those without a pod too. A StatefulSet's claim template holds
 * for claims that come later, so each claim is asked for by itself.
 */
public final class ClaimSizes {
  private final KubernetesClient client;

  public ClaimSizes(KubernetesClient client) {
    this.client = client;
  }

  /** Returns why claims cannot grow. */
  public List<Problem> grow(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var size = rr.getSpec().storage().size();
    return Claims.bound(rr, claims).stream()
        .filter(c -> Claims.requested(c).compareTo(size.getNumericalAmount()) < 0)
        .map(c -> grow(c, size).map(words -> Expansion.refused(rr, c, words)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> grow(PersistentVolumeClaim claim, Quantity size) {
    try {
      client
          .resource(claim)
          .edit(
              c ->
                  new PersistentVolumeClaimBuilder(c)
                      .editSpec()
                      .editResources()
                      .addToRequests("storage", size)
                      .endResources()
                      .endSpec()
                      .build());
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_CONFLICT
          ? Optional.empty()
          : Optional.of(Refusals.words(e));
    }
  }
}
