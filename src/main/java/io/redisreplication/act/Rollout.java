package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.RedisConf;
import io.redisreplication.redis.Redis;
import io.redisreplication.topology.Member;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings members up to the spec: by directives while they run, or by a new pod. */
public final class Rollout {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

  /** Directives that CONFIG SET does not know at all. */
  private static final Set<String> FILE_ONLY = Set.of("loadmodule", "user");

  private final Redis redis;
  private final Guard guard;
  private final Pods pods;

  public Rollout(Redis redis, Guard guard, Pods pods) {
    this.redis = redis;
    this.guard = guard;
    this.pods = pods;
  }

  void replace(Seen seen, Member member) {
    guard.requireFresh(seen);
    pods.delete(pod(seen, member));
  }

  /** A directive that is refused is not told again. */
  void configure(RedisReplication rr, Seen seen, Member member) {
    var primary = seen.topology().record().namesPrimary(member.ordinal());
    var refused = redis.configure(guard.address(seen, member), RedisConf.live(rr, primary));
    var wrong = new HashSet<>(refused.keySet());
    wrong.removeIf(directive -> takenAtStart(directive, refused.get(directive)));
    var late = new HashSet<>(refused.keySet());
    late.removeAll(wrong);
    var pod = pod(seen, member);
    var stamp = ConfigStamp.afterTelling(pod, rr, primary, late, wrong);
    if (!stamp.late().isEmpty() || !stamp.wrong().isEmpty()) {
      LOG.info("{} refuses directives of spec.config: {}", member.pod(), refused);
    }
    pods.patch(pod, Map.of("annotations", Map.of(ConfigStamp.ANNOTATION, stamp.text())));
  }

  /** Of the files only, or fixed while Redis runs. Any other refusal would also stop its start. */
  private static boolean takenAtStart(String directive, String why) {
    return FILE_ONLY.contains(directive)
        || why.contains("immutable config")
        || why.contains("protected config");
  }

  private static Pod pod(Seen seen, Member member) {
    return seen.pods().stream()
        .filter(p -> p.getMetadata().getName().equals(member.pod()))
        .findFirst()
        .orElseThrow();
  }
}
