package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.RedisConf;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Redis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells running members the directives of the spec, and notes on their pods what they took. */
public final class LiveConfig {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

  private final Redis redis;
  private final Pods pods;

  public LiveConfig(Redis redis, Pods pods) {
    this.redis = redis;
    this.pods = pods;
  }

  /** A directive that is refused is not told again: only a new pod takes it. */
  void tell(RedisReplication rr, Pod pod, Address address, boolean primary) {
    var refused = redis.configure(address, RedisConf.live(rr, primary));
    var stamp = ConfigStamp.afterTelling(pod, rr, primary, refused.keySet());
    if (!stamp.refused().isEmpty()) {
      LOG.warn("{} needs a new pod for spec.config: {}", address.pod(), refused);
    }
    pods.annotate(pod, ConfigStamp.ANNOTATION, stamp.text());
  }
}
