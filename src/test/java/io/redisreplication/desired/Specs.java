package io.redisreplication.desired;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Map;

/** Resources as the API server stores them, with every default filled in. */
public final class Specs {
  private Specs() {}

  /** {@code spec: {}}. */
  public static RedisReplication minimal() {
    return of(
        """
        replicas: 3
        image: docker.io/library/redis:8.0
        storage:
          size: 1Gi
          accessModes: [ReadWriteOnce]
          claimTemplateName: data
          retention: {whenDeleted: Retain, whenScaled: Retain}
          ephemeral: false
          reclaimPolicy: AsIs
        auth: {enabled: true}
        durability: {maxLagSeconds: 10}
        failover: {enabled: true, delay: 2s, unresponsiveTimeout: 10s}
        update: {type: RollingUpdate, partition: 0}
        podManagementPolicy: Parallel
        paused: false
        """);
  }

  /** Every field set. */
  public static RedisReplication full() {
    return of(
        """
        replicas: 5
        image: registry.example.com/redis:7.4
        primaryOrdinal: 2
        config:
          common: {maxmemory-policy: noeviction, maxmemory: 100mb}
          primary: {slowlog-log-slower-than: "5000"}
          replica: {maxmemory-policy: allkeys-lru}
        storage:
          size: 10Gi
          storageClassName: fast
          accessModes: [ReadWriteOncePod]
          claimTemplateName: redis-pvc
          retention: {whenDeleted: Delete, whenScaled: Retain}
          ephemeral: false
          reclaimPolicy: AsIs
        auth: {enabled: true, secretName: mine}
        durability: {minReplicasToWrite: 2, maxLagSeconds: 5}
        failover: {enabled: false, delay: 500ms, unresponsiveTimeout: 1m30s}
        update: {type: OnDelete, partition: 1}
        podManagementPolicy: OrderedReady
        pod:
          resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {memory: 256Mi}}
          nodeSelector: {disk: ssd}
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector: {matchLabels: {app.kubernetes.io/instance: redis}}
          tolerations: [{key: redis, operator: Exists}]
          topologySpreadConstraints:
          - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway}
          priorityClassName: high
          labels: {team: a, app.kubernetes.io/instance: not-mine}
          annotations: {prometheus.io/scrape: "false"}
          securityContext: {runAsUser: 1000, fsGroup: 1000, runAsNonRoot: true}
          env:
          - {name: TZ, value: UTC}
          - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
          imagePullSecrets: [{name: registry}]
          terminationGracePeriodSeconds: 60
        paused: false
        """);
  }

  public static RedisReplication of(String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: redisreplication.io/v1beta1
        kind: RedisReplication
        metadata: {name: redis, namespace: test, uid: u1, generation: 7}
        spec:
        """
            + spec.indent(2),
        RedisReplication.class);
  }

  /** The minimal one with some fields of its spec changed, e.g. {@code "replicas: 1"}. */
  public static RedisReplication minimalWith(String... fields) {
    var rr = minimal();
    var spec = Serialization.asYaml(rr.getSpec());
    var tree = Serialization.unmarshal(spec, Map.class);
    for (var field : fields) {
      merge(tree, Serialization.unmarshal(field, Map.class));
    }
    return of(Serialization.asYaml(tree).replace("---\n", ""));
  }

  @SuppressWarnings("unchecked")
  private static void merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> m && into.get(key) instanceof Map<?, ?> t) {
            merge((Map<String, Object>) t, (Map<String, Object>) m);
          } else {
            into.put(key, value);
          }
        });
  }
}
