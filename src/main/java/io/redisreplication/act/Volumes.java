package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PersistentVolumes behind the claims of a set, by the ordinal in the claim's name. */
record Volumes(Map<Integer, String> byOrdinal) {

  static Volumes of(RedisReplication rr, List<PersistentVolumeClaim> claims) {
    var volumes = new TreeMap<Integer, String>();
    for (var claim : claims) {
      var name = claim.getMetadata().getName();
      var ordinal = Names.ordinal(name);
      if (ordinal.isPresent()
          && name.equals(Names.claim(rr, ordinal.getAsInt()))
          && claim.getSpec().getVolumeName() != null) {
        volumes.put(ordinal.getAsInt(), claim.getSpec().getVolumeName());
      }
    }
    return new Volumes(volumes);
  }

  Optional<String> of(int ordinal) {
    return Optional.ofNullable(byOrdinal.get(ordinal));
  }

  List<String> unused(List<Pod> pods) {
    var used = pods.stream().map(p -> Names.ordinal(p.getMetadata().getName()).orElse(-1)).toList();
    return byOrdinal.entrySet().stream()
        .filter(e -> !used.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
