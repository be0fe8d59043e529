package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far volumes have grown to what their claims ask for, as the claims tell it. */
public final class Expansion {
  /** Types of conditions since Kubernetes 1.31. */
  private static final Set<String> ERRORS = Set.of("ControllerResizeError", "NodeResizeError");

  private static final String ADMISSION = "only dynamically provisioned pvc can be resized";

  private Expansion() {}

  /** What the storage driver cannot do; it tries again by itself. */
  public static List<Problem> failed(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    return Claims.growing(rr, claims).stream()
        .map(c -> error(c).map(e -> failed(c, e)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Problem failed(PersistentVolumeClaim claim, String error) {
    return Problem.ofStorage(
        "ExpansionFailed",
        "%s: its volume cannot grow to %s: %s. It is tried again by itself: mend it at the storage driver"
            .formatted(
                claim.getMetadata().getName(),
                claim.getSpec().getResources().getRequests().get("storage"),
                error));
  }

  /** Why the API server does not take a larger size, and what to do. */
  public static Problem refused(RedisReplication rr, PersistentVolumeClaim claim, String words) {
    return Problem.ofStorage(
        "ClaimNotExpandable",
        "spec.storage.size: %s cannot grow to %s: %s"
            .formatted(
                claim.getMetadata().getName(),
                rr.getSpec().storage().size(),
                words.contains(ADMISSION) ? cannotGrow(claim) : words));
  }

  private static String cannotGrow(PersistentVolumeClaim claim) {
    var storageClass = claim.getSpec().getStorageClassName();
    var why =
        storageClass == null || storageClass.isEmpty()
            ? "its volume %s has no StorageClass, so nobody can enlarge it"
                .formatted(claim.getSpec().getVolumeName())
            : "StorageClass %s does not say allowVolumeExpansion: set it to true there if its driver can enlarge volumes"
                .formatted(storageClass);
    return why
        + ". Or give the members larger disks one by one, the primary last: delete the claim and the pod, wait until Replicating is True";
  }

  /** What is under way. */
  static Optional<Problem> underWay(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var growing = Claims.growing(rr, claims);
    return growing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.ofStorage(
                "ClaimsGrowing",
                growing.stream()
                    .map(c -> c.getMetadata().getName() + " " + step(c))
                    .collect(joining("; "))));
  }

  private static String step(PersistentVolumeClaim claim) {
    if (condition(claim, Set.of("FileSystemResizePending")).isPresent()) {
      return "waits for its node to enlarge the file system; some drivers do that only in a new pod: if it stays so, delete the pod";
    }
    return condition(claim, Set.of("Resizing")).isPresent()
        ? "is being enlarged by its storage driver"
        : "asks for more; its storage driver has not begun";
  }

  private static Optional<String> error(PersistentVolumeClaim claim) {
    var said =
        condition(claim, ERRORS).map(c -> Optional.ofNullable(c.getMessage()).orElse(c.getType()));
    var resources = claim.getStatus().getAllocatedResourceStatuses();
    return said.or(
            () ->
                Optional.ofNullable(resources)
                    .map(r -> r.get("storage"))
                    .filter(s -> s.endsWith("ResizeInfeasible")))
        .map(e -> e.replaceAll("\\s+", " "));
  }

  private static Optional<PersistentVolumeClaimCondition> condition(
      PersistentVolumeClaim claim, Set<String> types) {
    return claim.getStatus().getConditions().stream()
        .filter(c -> types.contains(c.getType()) && "True".equals(c.getStatus()))
        .findFirst();
  }
}
