package io.redisreplication.status;

import java.util.regex.Pattern;

/** The scheduler's words for a pod that finds no node. */
final class Unschedulable {
  /** Of the pod's volume, said of nodes that cannot use it; the second is since Kubernetes 1.34. */
  private static final Pattern OTHER_NODES =
      Pattern.compile(
          "volume node affinity conflict|didn't match PersistentVolume's node affinity");

  private Unschedulable() {}

  static Problem problem(String pod, String words) {
    return OTHER_NODES.matcher(words).find()
        ? Problem.ofStorage(
            "VolumeNodeMissing",
            "%s: the node that has its disk is gone or takes no pods: bring it back. If it is lost for good and another member is primary, delete the claim and the pod: both are made anew and filled. If no member is primary, the condition Ready says how to go on without that disk (%s)"
                .formatted(pod, words))
        : Problem.of("Unschedulable", "%s finds no node: %s".formatted(pod, words));
  }
}
