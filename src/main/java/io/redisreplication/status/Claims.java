package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The claims of a set; those of ordinals that have no pod now are kept for later. */
public final class Claims {
  private Claims() {}

  /** Those of any ordinal that have a volume. */
  public static List<PersistentVolumeClaim> bound(
      RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return claims.stream().filter(c -> ofSet(rr, c) && bound(c)).toList();
  }

  /** Those that the pods of now need, and that exist and are not bound. */
  public static List<PersistentVolumeClaim> pending(
      RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return needed(rr, claims).stream().filter(c -> !bound(c)).toList();
  }

  /**
   * @param words of Kubernetes
   */
  public static Problem unbound(RedisReplication rr, PersistentVolumeClaim claim, String words) {
    var todo =
        "".equals(claim.getSpec().getStorageClassName())
            ? "make a PersistentVolume that fits it (%s, %s, no class%s), or name one in spec.storage.volumes"
                .formatted(
                    claim.getSpec().getResources().getRequests().get("storage"),
                    String.join(" and ", claim.getSpec().getAccessModes()),
                    claim.getSpec().getSelector() == null
                        ? ""
                        : ", the labels of spec.storage.selector")
            : "check spec.storage";
    return Problem.ofStorage(
        "ClaimPending", "%s: %s; %s".formatted(claim.getMetadata().getName(), words, todo));
  }

  static long boundOfPods(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return needed(rr, claims).stream().filter(Claims::bound).count();
  }

  /** Those whose volume is still smaller than asked for. */
  static List<PersistentVolumeClaim> growing(
      RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return needed(rr, claims).stream()
        .filter(c -> bound(c) && capacity(c).compareTo(requested(c)) < 0)
        .toList();
  }

  /** In bytes. */
  public static BigDecimal requested(PersistentVolumeClaim claim) {
    return storage(claim.getSpec().getResources().getRequests());
  }

  /** Of its volume, in bytes; 0 while it has none. */
  static BigDecimal capacity(PersistentVolumeClaim claim) {
    return claim.getStatus() == null ? BigDecimal.ZERO : storage(claim.getStatus().getCapacity());
  }

  private static BigDecimal storage(Map<String, Quantity> resources) {
    return resources == null || !resources.containsKey("storage")
        ? BigDecimal.ZERO
        : resources.get("storage").getNumericalAmount();
  }

  private static List<PersistentVolumeClaim> needed(
      RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var names =
        IntStream.range(0, rr.getSpec().replicas()).mapToObj(i -> Names.claim(rr, i)).toList();
    return claims.stream().filter(c -> names.contains(c.getMetadata().getName())).toList();
  }

  private static boolean ofSet(RedisReplication rr, PersistentVolumeClaim claim) {
    var name = claim.getMetadata().getName();
    var ordinal = Names.ordinal(name);
    return ordinal.isPresent() && name.equals(Names.claim(rr, ordinal.getAsInt()));
  }

  /** It has a volume. */
  public static boolean bound(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
  }
}
