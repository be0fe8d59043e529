package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredStatefulSet;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RolloutPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some fields of a StatefulSet cannot change. It is deleted without its pods, which go on running;
 * the next pass makes it anew, and the new one adopts them.
 */
final class Recreation {
  private static final Logger LOG = LoggerFactory.getLogger(Recreation.class);

  private final KubernetesClient client;

  Recreation(KubernetesClient client) {
    this.client = client;
  }

  /** Only in quiet times: nobody replaces a pod that is lost meanwhile. */
  void deleteIfDue(RedisReplication rr, Seen seen, Decision decision) {
    seen.set()
        .filter(s -> s.getMetadata().getDeletionTimestamp() == null)
        .filter(s -> s.getSpec().getReplicas().equals(rr.getSpec().replicas()))
        .filter(s -> DesiredStatefulSet.mustBeMadeAnew(rr, s) && quiet(seen, decision))
        .ifPresent(
            s -> {
              LOG.info(
                  "{}/{}: making the StatefulSet anew, its pods go on",
                  s.getMetadata().getNamespace(),
                  s.getMetadata().getName());
              client.resource(s).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
            });
  }

  private static boolean quiet(Seen seen, Decision decision) {
    var t = seen.topology();
    return decision instanceof Decision.Steady
        && !RolloutPolicy.pending(t)
        && t.missing().isEmpty()
        && t.members().stream().allMatch(Member::ready);
  }
}
