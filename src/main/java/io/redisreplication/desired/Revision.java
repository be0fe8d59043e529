package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;

/** From which pod template a pod was made. */
public final class Revision {
  private static final String LABEL = "controller-revision-hash";

  private Revision() {}

  public static String of(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).map(l -> l.get(LABEL)).orElse(null);
  }

  /** Made from another template than that of now, as far as the StatefulSet has taken it in. */
  public static boolean older(Pod pod, Optional<StatefulSet> set) {
    return set.filter(s -> s.getStatus() != null)
        .filter(s -> s.getMetadata().getGeneration().equals(s.getStatus().getObservedGeneration()))
        .map(s -> s.getStatus().getUpdateRevision())
        .filter(revision -> !revision.equals(of(pod)))
        .isPresent();
  }
}
