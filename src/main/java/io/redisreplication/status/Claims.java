package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The claims that the pods of now need. */
public final class Claims {
  private Claims() {}

  /** Those that exist and are not bound. */
  public static List<PersistentVolumeClaim> pending(
      RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var names = names(rr);
    return claims.stream()
        .filter(c -> names.contains(c.getMetadata().getName()) && !bound(c))
        .toList();
  }

  static long bound(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var names = names(rr);
    return claims.stream()
        .filter(c -> names.contains(c.getMetadata().getName()) && bound(c))
        .count();
  }

  /** Those whose volume is still smaller than asked for. */
  static List<String> growing(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var names = names(rr);
    return claims.stream()
        .filter(c -> names.contains(c.getMetadata().getName()) && bound(c))
        .filter(
            c ->
                storage(c.getStatus().getCapacity())
                        .compareTo(storage(c.getSpec().getResources().getRequests()))
                    < 0)
        .map(c -> c.getMetadata().getName())
        .toList();
  }

  private static BigDecimal storage(Map<String, Quantity> resources) {
    return resources == null || !resources.containsKey("storage")
        ? BigDecimal.ZERO
        : resources.get("storage").getNumericalAmount();
  }

  private static List<String> names(RedisReplication rr) {
    return IntStream.range(0, rr.getSpec().replicas()).mapToObj(i -> Names.claim(rr, i)).toList();
  }

  private static boolean bound(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
  }
}
