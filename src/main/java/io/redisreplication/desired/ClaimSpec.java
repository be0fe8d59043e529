package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What a pod's claim asks for. */
final class ClaimSpec {
  private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki");
  private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k");

  private ClaimSpec() {}

  static PersistentVolumeClaimSpec of(RedisReplication rr) {
    var storage = rr.getSpec().storage();
    return of(
        storage.accessModes().stream().map(Enum::name).toList(),
        storage.storageClassName(),
        storage.selector(),
        canonical(storage.size()));
  }

  /** The same fields of one that exists, without what the API server fills in. */
  static PersistentVolumeClaimSpec of(PersistentVolumeClaimSpec existing) {
    return of(
        existing.getAccessModes(),
        existing.getStorageClassName(),
        existing.getSelector(),
        existing.getResources().getRequests().get("storage"));
  }

  private static PersistentVolumeClaimSpec of(
      List<String> accessModes, String storageClass, LabelSelector selector, Quantity size) {
    return new PersistentVolumeClaimSpecBuilder()
        .withAccessModes(accessModes)
        .withStorageClassName(storageClass)
        .withSelector(selector)
        .withNewResources()
        .withRequests(Map.of("storage", size))
        .endResources()
        .build();
  }

  /**
   * As the API server writes it, a whole number with the largest suffix: what it writes in another
   * way differs for ever for server-side apply.
   */
  static Quantity canonical(Quantity size) {
    var format = size.getFormat() == null ? "" : size.getFormat();
    var binary = format.endsWith("i");
    if (!binary && !format.isEmpty() && !DECIMAL.contains(format)) {
      return size;
    }
    var suffixes = binary ? BINARY : DECIMAL;
    var step = BigDecimal.valueOf(binary ? 1024 : 1000);
    var bytes = size.getNumericalAmount();
    for (int i = 0; i < suffixes.size(); i++) {
      var parts = bytes.divideAndRemainder(step.pow(suffixes.size() - i));
      if (parts[1].signum() == 0) {
        return new Quantity(parts[0].toBigInteger().toString(), suffixes.get(i));
      }
    }
    return size;
  }
}
