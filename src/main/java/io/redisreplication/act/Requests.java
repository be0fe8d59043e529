package io.redisreplication.act;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.events.Happening;
import io.redisreplication.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a user asks for once, by an annotation on the resource. */
public final class Requests {
  public static final String SWITCHOVER_TO = "redisreplication.io/switchover-to";
  public static final String ACCEPT_DATA_LOSS = "redisreplication.io/accept-data-loss";

  private static final Duration RECENT = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final EventPublisher events;
  private final Clock clock;

  public Requests(KubernetesClient client, EventPublisher events, Clock clock) {
    this.client = client;
    this.events = events;
    this.clock = clock;
  }

  /** Takes away what is done, and what cannot be done, with an event that says why. */
  public void settle(RedisReplication rr, Seen seen) {
    var t = seen.topology();
    annotation(rr, SWITCHOVER_TO)
        .ifPresent(
            pod -> {
              var to = switchoverTo(rr);
              var set = Names.statefulSet(rr);
              if (to.isEmpty() || to.getAsInt() >= rr.getSpec().replicas()) {
                remove(rr, SWITCHOVER_TO);
                warn(
                    rr,
                    "SwitchoverRefused",
                    "no pod %s in this set: name one of %s-0 to %s-%d"
                        .formatted(pod, set, set, rr.getSpec().replicas() - 1));
              } else if (t.rightfulPrimary()
                  .filter(p -> p.ordinal() == to.getAsInt())
                  .isPresent()) {
                remove(rr, SWITCHOVER_TO);
              } else if (failed(seen)) {
                remove(rr, SWITCHOVER_TO);
                warn(
                    rr,
                    "SwitchoverRefused",
                    "the request for %s is over; annotate again to try again".formatted(pod));
              }
            });
    annotation(rr, ACCEPT_DATA_LOSS)
        .filter(epoch -> t.rightfulPrimary().isPresent() || !t.lossAccepted())
        .ifPresent(epoch -> over(rr, epoch, t));
  }

  private void over(RedisReplication rr, String epoch, Topology t) {
    remove(rr, ACCEPT_DATA_LOSS);
    var now = t.record().epoch();
    if (t.rightfulPrimary().isEmpty()) {
      warn(
          rr,
          "DataLossRefused",
          "accept-data-loss names epoch %s, the set is at epoch %d: annotate again with %d"
              .formatted(epoch, now, now));
    } else if (acceptDataLoss(rr).orElse(now) < now) {
      warn(
          rr,
          "DataLossAccepted",
          "the set serves epoch %d; what only missing disks had of epoch %s was let go"
              .formatted(now, epoch));
    } else {
      warn(rr, "DataLossRefused", "the set serves, nothing has to be let go");
    }
  }

  private boolean failed(Seen seen) {
    return seen.since()
        .handOverFailed()
        .filter(at -> at.plus(RECENT).isAfter(clock.instant()))
        .isPresent();
  }

  private void warn(RedisReplication rr, String reason, String message) {
    events.publish(rr, new Happening(true, reason, message));
  }

  private void remove(RedisReplication rr, String name) {
    var none = new HashMap<String, String>();
    none.put(name, null);
    client
        .resource(rr)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("metadata", Map.of("annotations", none))));
  }

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
