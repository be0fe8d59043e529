package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disks of a chart's set, whose claims have other names, are taken over by their volumes. */
@Scenario
class BitnamiDisksTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String CHART =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: redis-%1$s}
      spec:
        serviceName: redis-headless
        replicas: 1
        selector: {matchLabels: {chart: %1$s}}
        template:
          metadata: {labels: {chart: %1$s}}
          spec:
            securityContext: {runAsNonRoot: true, runAsUser: 1001, fsGroup: 1001, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: redis
              image: docker.io/library/redis:8.0
              command: [redis-server, --dir, /data, --appendonly, "yes", --protected-mode, "no"]
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
              volumeMounts: [{name: redis-data, mountPath: /data}]
        volumeClaimTemplates:
        - metadata: {name: redis-data}
          spec: {accessModes: [ReadWriteOnce], storageClassName: retain, resources: {requests: {storage: 64Mi}}}
      """;

  @Test
  void byTheirVolumes() {
    var set = cluster.set("redis");
    var disks = Disks.of(cluster);
    var volumes = List.of(chart("master", set), chart("replicas", set));

    set.apply("{primaryOrdinal: 0, storage: {size: 64Mi, %s}}".formatted(Disks.volumes(volumes)));
    set.awaitReady();
    assertThat(set.primary()).isEqualTo("redis-0");
    assertThat(disks.behind(set)).startsWith(volumes.get(0), volumes.get(1));
    set.podNames()
        .forEach(p -> assertThat(set.redis().cli(p, "GET", "part")).as(p).isEqualTo("master"));
    set.redis().write("after", 20, 2);
  }

  /** Runs it, writes to it, and takes it away again; its volume is what remains. */
  private static String chart(String part, RedisSet set) {
    var client = cluster.client();
    var chart = Serialization.unmarshal(CHART.formatted(part), StatefulSet.class);
    client.resource(chart).inNamespace(cluster.namespace()).create();
    var pod = "redis-" + part + "-0";
    RedisSet.eventually(
        pod + " takes writes",
        () -> assertThat(set.redis().cli(pod, "SET", "part", part)).isEqualTo("OK"));
    var claim = "redis-data-" + pod;
    var volume = Disks.of(cluster).claim(claim).getSpec().getVolumeName();
    client.resource(chart).inNamespace(cluster.namespace()).delete();
    RedisSet.eventually(
        pod + " is gone",
        () ->
            assertThat(client.pods().inNamespace(cluster.namespace()).withName(pod).get())
                .isNull());
    Disks.of(cluster).deleteClaim(claim);
    return volume;
  }
}
