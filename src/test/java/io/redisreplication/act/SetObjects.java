package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredStatefulSet;
import io.redisreplication.desired.Specs;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects of a running set of three, as an API server has them. */
final class SetObjects {
  private SetObjects() {}

  /**
   * @param spec fields that are not as in the minimal one
   */
  static RedisReplication resource(String... spec) {
    var open = Stream.of("auth: {enabled: false}");
    return Specs.minimalWith(Stream.concat(open, Stream.of(spec)).toArray(String[]::new));
  }

  static StatefulSet statefulSet(RedisReplication rr) {
    return new StatefulSetBuilder(DesiredStatefulSet.of(rr, 3, Optional.empty()))
        .editMetadata()
        .withUid("set")
        .withGeneration(1L)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(1L)
        .withUpdateRevision("r1")
        .endStatus()
        .build();
  }

  /** Made from the template of that StatefulSet, running and ready. */
  static Pod pod(int ordinal, String uid) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-%d, namespace: test, uid: %s, labels: {controller-revision-hash: r1}}
        status:
          podIP: 10.0.0.1
          conditions: [{type: Ready, status: "True"}]
          containerStatuses:
          - {name: redis, restartCount: 0, image: redis, imageID: x, ready: true, state: {running: {}}}
        """
            .formatted(ordinal, uid),
        Pod.class);
  }
}
