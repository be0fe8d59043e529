package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Topology;
import java.util.Map;

/**
 * What one pass saw.
 *
 * @param labels role labels by ordinal
 * @param uids of the pods, by ordinal
 */
record Seen(int at, Topology topology, Map<Integer, String> labels, Map<Integer, Integer> uids) {
  /** And not a later one of its name. */
  boolean same(Pod pod) {
    return pod.exists && Integer.valueOf(pod.uid).equals(uids.get(pod.server.ordinal));
  }
}
