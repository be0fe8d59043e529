package io.redisreplication.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The part of a PersistentVolume's spec that says where its data is. */
final class Sources {
  private static final Set<String> OTHERS =
      Set.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Sources() {}

  static PersistentVolumeSpec spec(Map<String, Object> source) {
    return JSON.convertValue(source, PersistentVolumeSpec.class);
  }

  static Map<String, Object> of(PersistentVolume volume) {
    var spec = JSON.convertValue(volume.getSpec(), new TypeReference<Map<String, Object>>() {});
    var source = new TreeMap<>(spec);
    source.keySet().removeAll(OTHERS);
    return source;
  }
}
