package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.RedisConf;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Redis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role taken at run time brings its directives along. What only a restart can change stays as it
 * was booted; it is said, not hidden.
 */
final class RoleDirectives {
  private static final Logger LOG = LoggerFactory.getLogger(RoleDirectives.class);

  private final Redis redis;

  RoleDirectives(Redis redis) {
    this.redis = redis;
  }

  void tell(RedisReplication rr, Address address, boolean primary) {
    var refused = redis.configure(address, RedisConf.ofRole(rr, primary));
    refused.forEach(
        (directive, why) ->
            LOG.warn(
                "{}: {} of spec.config takes effect at its next restart: {}",
                address.pod(),
                directive,
                why));
  }
}
