package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredConfigMap;
import io.redisreplication.desired.DesiredPodDisruptionBudget;
import io.redisreplication.desired.DesiredSecret;
import io.redisreplication.desired.DesiredServices;
import io.redisreplication.desired.DesiredStatefulSet;
import io.redisreplication.desired.DesiredTopology;
import io.redisreplication.desired.Specs;
import io.redisreplication.topology.TopologyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object comes back as it was sent, or it would be sent again for ever. */
@OnApiServer
class RoundTripTest {
  @ParameterizedTest
  @ValueSource(strings = {"minimal", "full"})
  void everyObjectComesBackAsSent(String which, Api api) {
    var rr = which.equals("minimal") ? Specs.minimal() : Specs.full();
    rr.getMetadata().setName(which);
    rr.getMetadata().setNamespace(api.namespace);
    for (var desired : objects(rr)) {
      var first = apply(api, desired);
      assertThat(differences("", json(desired), json(first)))
          .as(desired.getKind() + " " + desired.getMetadata().getName())
          .isEmpty();
      assertThat(version(apply(api, desired))).isEqualTo(version(first));
    }
  }

  private static HasMetadata apply(Api api, HasMetadata object) {
    return api.client
        .resource(object)
        .fieldManager("redisreplication")
        .forceConflicts()
        .serverSideApply();
  }

  /** Controllers write the status of those that have a generation. */
  private static Object version(HasMetadata object) {
    var meta = object.getMetadata();
    return meta.getGeneration() != null ? meta.getGeneration() : meta.getResourceVersion();
  }

  /** No pods: nothing is to be started here. */
  private static List<HasMetadata> objects(RedisReplication rr) {
    var objects = new ArrayList<HasMetadata>(DesiredServices.of(rr).values());
    objects.add(DesiredConfigMap.of(rr, 3));
    objects.add(DesiredTopology.of(rr, TopologyRecord.ofNewSet("c")));
    objects.add(DesiredSecret.of(rr, "cGFzc3dvcmQ="));
    objects.add(DesiredPodDisruptionBudget.of(rr));
    objects.add(DesiredStatefulSet.of(rr, 0, Optional.empty()));
    return objects;
  }

  private static JsonNode json(HasMetadata object) {
    return Serialization.jsonMapper().valueToTree(object);
  }

  /** Where what was sent is not what is stored; what the API server adds is its own affair. */
  private static List<String> differences(String path, JsonNode sent, JsonNode stored) {
    var found = new ArrayList<String>();
    if (stored == null) {
      found.add(path + " is gone");
    } else if (sent.isObject()) {
      sent.fields()
          .forEachRemaining(
              f ->
                  found.addAll(
                      differences(path + "." + f.getKey(), f.getValue(), stored.get(f.getKey()))));
    } else if (sent.isArray()) {
      for (int i = 0; i < sent.size(); i++) {
        found.addAll(differences(path + "[" + i + "]", sent.get(i), stored.get(i)));
      }
    } else if (!sent.equals(stored)) {
      found.add(path + ": sent " + sent + ", stored " + stored);
    }
    return found;
  }
}
