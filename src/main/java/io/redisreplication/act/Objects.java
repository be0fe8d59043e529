package io.redisreplication.act;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.dependent.Plan;
import io.redisreplication.status.Problem;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.ScalePolicy;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the Kubernetes objects, after Redis was seen to: a spec that is refused blocks no
 * promotion.
 */
public final class Objects {
  private static final Logger LOG = LoggerFactory.getLogger(Objects.class);

  private final Pods pods;
  private final Guard guard;
  private final Problems problems;
  private final ClaimSizes claims;
  private final Recreation recreation;

  public Objects(KubernetesClient client, Guard guard, Pods pods, Problems problems) {
    this.pods = pods;
    this.guard = guard;
    this.problems = problems;
    this.claims = new ClaimSizes(client);
    this.recreation = new Recreation(client);
  }

  /** Returns what the user has to mend. */
  public List<Problem> apply(
      RedisReplication rr, Seen seen, Decision decision, Context<RedisReplication> context) {
    guard.requireFresh(seen);
    var size = ScalePolicy.size(rr.getSpec().replicas(), size(seen), seen.topology());
    new Plan(size).put(context);
    var result = context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
    var refused = result.getErroredDependents().values().stream().map(Objects::words).toList();
    refused.forEach(
        m -> LOG.warn("{}/{}: {}", rr.getMetadata().getNamespace(), rr.getMetadata().getName(), m));
    recreation.deleteIfDue(rr, seen, decision);
    replaceStuckPods(rr, seen);
    var found = new ArrayList<>(problems.find(rr, seen, decision, size, refused));
    found.addAll(claims.grow(rr, seen.claims()));
    return found;
  }

  /** Pods outlive a StatefulSet that is made anew. */
  private static int size(Seen seen) {
    var highest = seen.topology().members().stream().mapToInt(m -> m.ordinal() + 1).max().orElse(0);
    return seen.set().map(s -> s.getSpec().getReplicas()).orElse(highest);
  }

  private void replaceStuckPods(RedisReplication rr, Seen seen) {
    for (var pod : Problems.replaceable(rr, seen)) {
      LOG.info(
          "{}/{}: does not start and is older than spec: deleting it",
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getName());
      pods.delete(pod);
    }
  }

  private static String words(Exception e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof KubernetesClientException k
          && k.getStatus() != null
          && k.getStatus().getMessage() != null) {
        return k.getStatus().getMessage();
      }
    }
    return e.toString();
  }
}
