package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.List;
import java.util.Optional;

/**
 * What there is for one wanted volume.
 *
 * @param claim the one of that name in the namespace of the resource
 * @param nodes all of them; read only for a volume that is not on every node
 * @param others every other resource
 * @param pods names of the pods of the set
 */
record Found(
    Optional<PersistentVolume> volume,
    Optional<PersistentVolumeClaim> claim,
    List<Node> nodes,
    List<RedisReplication> others,
    List<String> pods) {}
