package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a status is composed of.
 *
 * @param silent why members did not answer, by pod name
 * @param problems what the user has to mend, the most important first
 * @param volumes how far those of spec.storage.volumes are
 * @param change the last change of primary that this operator process carried out
 */
public record Facts(
    Topology topology,
    Decision decision,
    List<Pod> pods,
    List<PersistentVolumeClaim> claims,
    Optional<StatefulSet> set,
    Map<String, String> silent,
    List<Problem> problems,
    List<VolumeStatus> volumes,
    Optional<PrimaryChange> change) {

  Optional<Pod> pod(String name) {
    return pods.stream().filter(p -> p.getMetadata().getName().equals(name)).findFirst();
  }

  public static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
