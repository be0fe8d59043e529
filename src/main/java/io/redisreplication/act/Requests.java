package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import java.util.Optional;
import java.util.OptionalInt;

/** What a user asks for once, by an annotation on the resource. */
public final class Requests {
  public static final String SWITCHOVER_TO = "redisreplication.io/switchover-to";
  public static final String ACCEPT_DATA_LOSS = "redisreplication.io/accept-data-loss";

  private Requests() {}

  static OptionalInt switchoverTo(RedisReplication rr) {
    return annotation(rr, SWITCHOVER_TO)
        .filter(pod -> pod.matches(Names.statefulSet(rr) + "-\\d{1,9}"))
        .map(Names::ordinal)
        .orElse(OptionalInt.empty());
  }

  static OptionalInt acceptDataLoss(RedisReplication rr) {
    return annotation(rr, ACCEPT_DATA_LOSS)
        .filter(epoch -> epoch.matches("\\d{1,9}"))
        .map(epoch -> OptionalInt.of(Integer.parseInt(epoch)))
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> annotation(RedisReplication rr, String name) {
    return Optional.ofNullable(rr.getMetadata().getAnnotations()).map(a -> a.get(name));
  }
}
