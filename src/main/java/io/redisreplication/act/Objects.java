package io.redisreplication.act;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.dependent.Plan;
import io.redisreplication.storage.Adopter;
import io.redisreplication.storage.Progress;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.ScalePolicy;
import java.util.ArrayList;
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
  private final ReclaimPolicies policies;
  private final Recreation recreation;
  private final Adopter adopter;

  public Objects(
      KubernetesClient client, Guard guard, Pods pods, Problems problems, Adopter adopter) {
    this.pods = pods;
    this.guard = guard;
    this.problems = problems;
    this.claims = new ClaimSizes(client);
    this.policies = new ReclaimPolicies(client);
    this.recreation = new Recreation(client);
    this.adopter = adopter;
  }

  /** Disks first: what the set starts with is there before its pods are. */
  public Applied apply(
      RedisReplication rr, Seen seen, Decision decision, Context<RedisReplication> context) {
    guard.requireFresh(seen);
    var names = seen.pods().stream().map(p -> p.getMetadata().getName()).toList();
    var volumes =
        adopter.advance(rr, seen.claims(), names, () -> context.getPrimaryCache().list().toList());
    var wanted = ScalePolicy.size(rr.getSpec().replicas(), size(seen), seen.topology());
    var size = Progress.size(volumes, wanted, size(seen));
    new Plan(size).put(context);
    var refused = Applying.all(context);
    refused.forEach(
        m -> LOG.warn("{}/{}: {}", rr.getMetadata().getNamespace(), rr.getMetadata().getName(), m));
    recreation.deleteIfDue(rr, seen, decision);
    replaceStuckPods(rr, seen);
    var found = new ArrayList<>(Progress.problems(volumes));
    found.addAll(problems.find(rr, seen, decision, size, refused));
    found.addAll(claims.grow(rr, seen.claims()));
    policies.apply(rr, seen.claims()).ifPresent(found::add);
    return new Applied(found, volumes);
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
}
