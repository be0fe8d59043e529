package io.redisreplication.events;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Labels;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes Kubernetes Events about a resource. A failure is logged and otherwise ignored. */
public final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Limit of the API for a note, in bytes. */
  private static final int NOTE = 1000;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /**
   * @param instance which operator process speaks
   */
  public EventPublisher(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  public void publish(RedisReplication rr, Happening what) {
    var now = clock.instant();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(rr.getMetadata().getName() + "." + UUID.randomUUID())
            .withNamespace(rr.getMetadata().getNamespace())
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(now)))
            .withType(what.warning() ? "Warning" : "Normal")
            .withReason(what.reason())
            .withNote(
                what.message().length() > NOTE ? what.message().substring(0, NOTE) : what.message())
            .withAction(what.reason())
            .withReportingController("redisreplication.io/" + Labels.OPERATOR)
            .withReportingInstance(instance)
            .withRegarding(
                new ObjectReferenceBuilder()
                    .withApiVersion(rr.getApiVersion())
                    .withKind(rr.getKind())
                    .withNamespace(rr.getMetadata().getNamespace())
                    .withName(rr.getMetadata().getName())
                    .withUid(rr.getMetadata().getUid())
                    .build())
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "event {} for {} was not published: {}",
          what.reason(),
          rr.getMetadata().getName(),
          e.getMessage());
    }
  }
}
