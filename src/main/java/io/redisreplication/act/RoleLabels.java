package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Labels;
import io.redisreplication.topology.Roles;
import io.redisreplication.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the roles on the pods: the Services select by them. */
public final class RoleLabels {
  private final Pods pods;
  private final Guard guard;

  public RoleLabels(Pods pods, Guard guard) {
    this.pods = pods;
    this.guard = guard;
  }

  /**
   * Roles as they are seen now; a role that is merely out of sight stays.
   *
   * @param beforeItJoins what to do with the name of a pod before it shows that it is a replica
   */
  void apply(RedisReplication rr, Seen seen, Consumer<String> beforeItJoins) {
    var t = seen.topology();
    withdraw(
        seen,
        seen.pods().stream()
            .filter(p -> !wanted(p, t).equals(Optional.of(Roles.PRIMARY)))
            .toList());
    var joining = seen.pods().stream().filter(p -> joins(p, t)).toList();
    seen.pods().stream().filter(p -> !joining.contains(p)).forEach(p -> show(rr, seen, p));
    for (var pod : joining) {
      beforeItJoins.accept(pod.getMetadata().getName());
      show(rr, seen, pod);
    }
  }

  private static boolean joins(Pod pod, Topology t) {
    return wanted(pod, t).equals(Optional.of(Roles.REPLICA))
        && !role(pod).equals(Optional.of(Roles.REPLICA));
  }

  private void show(RedisReplication rr, Seen seen, Pod pod) {
    var t = seen.topology();
    var notes =
        Map.of(
            Labels.EPOCH, String.valueOf(t.record().epoch()),
            ConfigStamp.ANNOTATION, ConfigStamp.of(pod, rr));
    patch(seen, pod, wanted(pod, t), notes);
  }

  private static Optional<String> wanted(Pod pod, Topology t) {
    return t.members().stream()
        .filter(m -> m.pod().equals(pod.getMetadata().getName()))
        .findFirst()
        .flatMap(m -> Roles.of(t, m, role(pod)));
  }

  /** To that pod, from whoever has it; the Service never has two. */
  void move(Seen seen, String to) {
    withdraw(
        seen, seen.pods().stream().filter(p -> !p.getMetadata().getName().equals(to)).toList());
    seen.pods().stream()
        .filter(p -> p.getMetadata().getName().equals(to))
        .forEach(p -> patch(seen, p, Optional.of(Roles.PRIMARY), Map.of()));
  }

  /** Closes the Service before anybody is held or promoted. */
  public void withdraw(Seen seen, List<Pod> which) {
    which.stream()
        .map(pods::latest)
        .filter(p -> role(p).filter(Labels.PRIMARY::equals).isPresent())
        .forEach(p -> patch(seen, p, Optional.empty(), Map.of()));
  }

  static Optional<String> role(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).map(l -> l.get(Labels.ROLE));
  }

  private static boolean noted(Pod pod, Map<String, String> notes) {
    var annotations = pod.getMetadata().getAnnotations();
    return annotations != null
        ? annotations.entrySet().containsAll(notes.entrySet())
        : notes.isEmpty();
  }

  private void patch(Seen seen, Pod pod, Optional<String> role, Map<String, String> notes) {
    if (role(pod).equals(role) && noted(pod, notes)) {
      return;
    }
    guard.requireFresh(seen);
    var labels = new HashMap<String, String>();
    labels.put(Labels.ROLE, role.orElse(null));
    labels.put(Labels.SERVING, role.map(r -> "true").orElse(null));
    pods.patch(pod, Map.of("labels", labels, "annotations", notes));
  }
}
