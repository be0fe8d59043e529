package io.redisreplication.act;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.events.Happenings;
import io.redisreplication.metrics.ChangeMetrics;
import io.redisreplication.redis.NoAnswer;
import io.redisreplication.status.Facts;
import io.redisreplication.status.Problem;
import io.redisreplication.status.StatusComposer;
import io.redisreplication.topology.Decision;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Writes the status when it differs, and Events for what changed. */
public final class Reporter {
  private final Changes changes;
  private final EventPublisher events;
  private final ChangeMetrics metrics;
  private final Clock clock;

  public Reporter(Changes changes, EventPublisher events, ChangeMetrics metrics, Clock clock) {
    this.changes = changes;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  private static Map<String, String> words(Map<String, NoAnswer> silent) {
    return silent.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().words()));
  }

  /** Returns whether the set is Ready. */
  public boolean report(
      RedisReplication rr,
      Seen seen,
      Decision decision,
      List<Problem> problems,
      List<VolumeStatus> volumes,
      Context<RedisReplication> context) {
    var facts =
        new Facts(
            seen.topology(),
            decision,
            seen.pods(),
            seen.claims(),
            seen.set(),
            words(seen.observation().silent()),
            problems,
            volumes,
            changes.last(rr));
    var status = StatusComposer.compose(rr, facts, clock.instant());
    metrics.between(ResourceID.fromResource(rr), rr.getStatus(), status);
    if (!status.equals(rr.getStatus())) {
      var fresh = new RedisReplication();
      fresh.setMetadata(
          new ObjectMetaBuilder()
              .withName(rr.getMetadata().getName())
              .withNamespace(rr.getMetadata().getNamespace())
              .build());
      fresh.setStatus(status);
      PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(rr, fresh, context);
      Happenings.between(rr.getStatus(), status).forEach(h -> events.publish(rr, h));
    }
    return status.conditions().stream()
        .anyMatch(c -> c.getType().equals(StatusComposer.READY) && c.getStatus().equals("True"));
  }
}
