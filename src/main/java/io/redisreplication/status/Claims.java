package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import java.util.List;
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

  private static List<String> names(RedisReplication rr) {
    return IntStream.range(0, rr.getSpec().replicas()).mapToObj(i -> Names.claim(rr, i)).toList();
  }

  private static boolean bound(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
  }
}
