package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.Observation;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything one pass saw.
 *
 * @param at when
 * @param addresses of the members that can be asked, by pod name
 * @param since what the operator remembers
 * @param passwordProblem why there is no password though one is wanted
 */
public record Seen(
    Instant at,
    Topology topology,
    List<Pod> pods,
    List<PersistentVolumeClaim> claims,
    Optional<StatefulSet> set,
    Map<String, Address> addresses,
    Observation observation,
    Since since,
    Optional<String> passwordProblem) {}
