package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.RedisConf;
import io.redisreplication.redis.Redis;
import io.redisreplication.topology.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings members up to the spec: by directives while they run, or by a new pod. */
public final class Rollout {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

  private final Redis redis;
  private final Guard guard;
  private final Pods pods;

  public Rollout(Redis redis, Guard guard, Pods pods) {
    this.redis = redis;
    this.guard = guard;
    this.pods = pods;
  }

  void replace(Seen seen, Member member) {
    guard.address(seen, member);
    pods.delete(pod(seen, member));
  }

  /** A directive that is refused is not told again: only a new pod takes it. */
  void configure(RedisReplication rr, Seen seen, Member member) {
    var primary = seen.topology().record().namesPrimary(member.ordinal());
    var refused = redis.configure(guard.address(seen, member), RedisConf.live(rr, primary));
    var pod = pod(seen, member);
    var stamp = ConfigStamp.afterTelling(pod, rr, primary, refused.keySet());
    if (!stamp.refused().isEmpty()) {
      LOG.info("{} needs a new pod for spec.config: {}", member.pod(), refused);
    }
    pods.annotate(pod, ConfigStamp.ANNOTATION, stamp.text());
  }

  private static Pod pod(Seen seen, Member member) {
    return seen.pods().stream()
        .filter(p -> p.getMetadata().getName().equals(member.pod()))
        .findFirst()
        .orElseThrow();
  }
}
