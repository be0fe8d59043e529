package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredTopology;
import io.redisreplication.desired.Effective;
import io.redisreplication.desired.Labels;
import io.redisreplication.desired.Names;
import io.redisreplication.topology.TopologyRecord;
import java.util.List;
import java.util.UUID;

/**
 * Reads and writes the record. Every write carries the version it was decided on: a stale one
 * fails.
 */
public final class Records {
  private final KubernetesClient client;
  private InformerEventSource<ConfigMap, RedisReplication> cache;

  public Records(KubernetesClient client) {
    this.client = client;
  }

  /** The cache is made when the controller starts, after this object. */
  public void readFrom(InformerEventSource<ConfigMap, RedisReplication> cache) {
    this.cache = cache;
  }

  /** The record; nothing is known yet when there is none. */
  public TopologyRecord find(RedisReplication rr) {
    return cache
        .get(id(rr))
        .map(DesiredTopology::parse)
        .orElseGet(TopologyRecord::ofExistingClaims);
  }

  /** The record, made when there is none yet. */
  public TopologyRecord ensure(RedisReplication rr) {
    return cache.get(id(rr)).map(DesiredTopology::parse).orElseGet(() -> create(rr));
  }

  /**
   * @param decidedOn the record that was seen when this was decided
   * @throws KubernetesClientException code 409 when somebody else wrote it meanwhile: look again
   */
  public void write(RedisReplication rr, TopologyRecord decidedOn, TopologyRecord record) {
    var seen = cache.get(id(rr)).orElseThrow();
    if (!DesiredTopology.parse(seen).equals(decidedOn)) {
      throw new KubernetesClientException("the record has changed, looking again", 409, null);
    }
    var next = new ConfigMapBuilder(seen).withData(DesiredTopology.data(record)).build();
    var written = client.resource(next).update();
    cache.handleRecentResourceUpdate(id(rr), written, seen);
  }

  /**
   * Whether disks existed before decides if an empty disk may start the set: asked once, of the
   * API.
   */
  private TopologyRecord create(RedisReplication rr) {
    var claims = Effective.ephemeral(rr) ? List.<PersistentVolumeClaim>of() : claims(rr);
    claims.forEach(claim -> label(rr, claim));
    var record =
        claims.isEmpty() && Effective.volumes(rr).isEmpty()
            ? TopologyRecord.ofNewSet(newCluster())
            : TopologyRecord.ofExistingClaims();
    var created = client.resource(owned(rr, DesiredTopology.of(rr, record))).create();
    cache.handleRecentResourceCreate(id(rr), created);
    return record;
  }

  public static String newCluster() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private List<PersistentVolumeClaim> claims(RedisReplication rr) {
    var prefix = rr.getSpec().storage().claimTemplateName() + "-" + Names.statefulSet(rr) + "-";
    return client
        .persistentVolumeClaims()
        .inNamespace(rr.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(c -> c.getMetadata().getName().matches(prefix + "\\d+"))
        .toList();
  }

  /** Claims made by hand become visible to the informers. */
  private void label(RedisReplication rr, PersistentVolumeClaim claim) {
    var labels = claim.getMetadata().getLabels();
    if (labels == null || !labels.entrySet().containsAll(Labels.selector(rr).entrySet())) {
      client
          .resource(claim)
          .edit(
              c ->
                  new PersistentVolumeClaimBuilder(c)
                      .editMetadata()
                      .addToLabels(Labels.selector(rr))
                      .endMetadata()
                      .build());
    }
  }

  private static ConfigMap owned(RedisReplication rr, ConfigMap map) {
    var owner =
        new OwnerReferenceBuilder()
            .withApiVersion(rr.getApiVersion())
            .withKind(rr.getKind())
            .withName(rr.getMetadata().getName())
            .withUid(rr.getMetadata().getUid())
            .withController(true)
            .build();
    return new ConfigMapBuilder(map)
        .editMetadata()
        .withOwnerReferences(owner)
        .endMetadata()
        .build();
  }

  private static ResourceID id(RedisReplication rr) {
    return new ResourceID(Names.topology(rr), rr.getMetadata().getNamespace());
  }
}
