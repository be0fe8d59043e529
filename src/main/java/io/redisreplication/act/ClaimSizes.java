package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.status.Problem;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Grows claims to spec.storage.size. A StatefulSet's claim template cannot change, so each claim is
 * asked for by itself; a claim that a later scale-up makes from the template grows the same way.
 */
final class ClaimSizes {
  private final KubernetesClient client;

  ClaimSizes(KubernetesClient client) {
    this.client = client;
  }

  /** Returns why claims cannot grow, in the API server's words. */
  List<Problem> grow(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return claims.stream()
        .filter(c -> ofSet(rr, c) && bound(c) && smaller(c, rr.getSpec().storage().size()))
        .map(c -> grow(c, rr.getSpec().storage().size()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Problem> grow(PersistentVolumeClaim claim, Quantity size) {
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
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      return Optional.of(
          Problem.ofStorage(
              "ClaimNotExpandable",
              "spec.storage.size: %s cannot grow to %s: %s"
                  .formatted(claim.getMetadata().getName(), size, said(e))));
    }
  }

  private static boolean ofSet(RedisReplication rr, PersistentVolumeClaim claim) {
    var name = claim.getMetadata().getName();
    var ordinal = Names.ordinal(name);
    return ordinal.isPresent() && name.equals(Names.claim(rr, ordinal.getAsInt()));
  }

  private static boolean bound(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
  }

  private static boolean smaller(PersistentVolumeClaim claim, Quantity size) {
    var asked = claim.getSpec().getResources().getRequests().get("storage");
    return asked.getNumericalAmount().compareTo(size.getNumericalAmount()) < 0;
  }

  private static String said(KubernetesClientException e) {
    return e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
  }
}
