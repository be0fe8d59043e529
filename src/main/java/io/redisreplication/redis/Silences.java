package io.redisreplication.redis;

import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Silence;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who gave no answer in time when asked last. Asking again costs little then: a failover looks
 * several times, and a node that is gone would cost it a second each time.
 */
final class Silences {
  /** 300 ms: many times what a server needs that answers again. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

  private final Map<Address, Throwable> known = new ConcurrentHashMap<>();

  /**
   * @param answer may take its time: a late one ends the silence, too
   */
  CompletableFuture<RedisState> hear(Address member, CompletableFuture<RedisState> answer) {
    var before = known.get(member);
    var heard = answer.whenComplete((state, failure) -> remember(member, failure));
    if (before == null) {
      return heard;
    }
    var inTime = heard.copy();
    LATER.execute(() -> inTime.completeExceptionally(before));
    return inTime;
  }

  private void remember(Address member, Throwable failure) {
    if (failure != null && isSilence(Reason.of(failure).silence())) {
      known.put(member, failure);
    } else {
      known.remove(member);
    }
  }

  private static boolean isSilence(Silence silence) {
    return silence == Silence.UNREACHABLE || silence == Silence.UNRESPONSIVE;
  }

  void forget(Predicate<Address> which) {
    known.keySet().removeIf(which);
  }
}
