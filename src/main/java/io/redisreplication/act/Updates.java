package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Revision;
import java.util.Optional;

/** Which pods run with less than the spec says now. */
record Updates(RedisReplication rr, Optional<StatefulSet> set) {

  /** Only a new pod can give it what the spec says. */
  boolean outdated(Pod pod) {
    return Revision.older(pod, set) || !ConfigStamp.needRestart(pod, rr).isEmpty();
  }

  /** A directive of spec.config that Redis takes while it runs is not told yet. */
  boolean unconfigured(Pod pod) {
    return ConfigStamp.unconfigured(pod, rr);
  }
}
