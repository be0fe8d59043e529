package io.redisreplication.act;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.events.Happening;
import io.redisreplication.metrics.ChangeMetrics;
import io.redisreplication.status.PrimaryChange;
import io.redisreplication.status.PrimaryChange.Kind;
import io.redisreplication.topology.Decision.Replace;
import io.redisreplication.topology.Decision.SwitchOver;
import io.redisreplication.topology.Liveness;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Topology;
import io.redisreplication.topology.TopologyRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The last change of primary of each set, as it was carried out; for the status to tell. */
public final class Changes {
  private final EventPublisher events;
  private final ChangeMetrics metrics;
  private final Map<ResourceID, PrimaryChange> last = new ConcurrentHashMap<>();

  public Changes(EventPublisher events, ChangeMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
  }

  Optional<PrimaryChange> last(RedisReplication rr) {
    return Optional.ofNullable(last.get(ResourceID.fromResource(rr)));
  }

  public void forget(ResourceID id) {
    last.remove(id);
  }

  void failedOver(
      RedisReplication rr, Seen seen, TopologyRecord record, Member to, String why, Instant now) {
    var t = seen.topology();
    var from = t.record().served() == 0 ? Optional.<String>empty() : former(rr, t);
    put(
        rr,
        new PrimaryChange(
            from.isPresent() ? Kind.Failover : Kind.Bootstrap,
            record.epoch(),
            from,
            to.pod(),
            why,
            seen.since().lost().orElse(seen.at()),
            now,
            OptionalLong.empty()));
  }

  private static Optional<String> former(RedisReplication rr, Topology t) {
    return Liveness.last(t).stream().mapToObj(i -> Names.statefulSet(rr) + "-" + i).findFirst();
  }

  void switchedOver(RedisReplication rr, SwitchOver s, Instant detected, Instant now) {
    put(
        rr,
        new PrimaryChange(
            Kind.Switchover,
            s.record().epoch(),
            Optional.of(s.from().pod()),
            s.to().pod(),
            s.why(),
            detected,
            now,
            OptionalLong.of(0)));
  }

  /** Told at once: the status only ever shows the primary that stayed. */
  void handOverFailed(RedisReplication rr, SwitchOver s, String why) {
    metrics.switchoverFailed(ResourceID.fromResource(rr));
    events.publish(
        rr,
        new Happening(
            true,
            "SwitchoverFailed",
            "%s did not take over from %s (%s), which stays the primary: %s"
                .formatted(s.to().pod(), s.from().pod(), s.why(), why)));
  }

  void replaced(RedisReplication rr, Replace r) {
    var what = "%s is replaced: %s".formatted(r.member().pod(), r.why());
    events.publish(rr, new Happening(false, "PodReplaced", what));
  }

  /**
   * A former primary goes down to have its files set aside. Its stream went on after the new
   * history branched off: those bytes are what nobody else has.
   */
  void setAside(RedisReplication rr, Topology t, Member former) {
    var own = former.redis().orElseThrow();
    var lost =
        t.rightfulPrimary().flatMap(Member::redis).stream()
            .filter(p -> p.replid2().equals(own.replid()))
            .mapToLong(p -> ownBytes(p, own))
            .findFirst();
    last.computeIfPresent(
        ResourceID.fromResource(rr),
        (id, c) ->
            new PrimaryChange(
                c.kind(),
                c.epoch(),
                c.from(),
                c.to(),
                c.reason(),
                c.detectedAt(),
                c.promotedAt(),
                c.from().filter(former.pod()::equals).isPresent() ? lost : c.lostBytes()));
  }

  private static long ownBytes(RedisState primary, RedisState former) {
    return Math.max(0, former.offset() - (primary.secondReplOffset() - 1));
  }

  private void put(RedisReplication rr, PrimaryChange change) {
    last.put(ResourceID.fromResource(rr), change);
  }
}
