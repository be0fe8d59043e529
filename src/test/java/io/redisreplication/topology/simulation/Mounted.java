package io.redisreplication.topology.simulation;

import io.redisreplication.topology.TopologyRecord;

/** What a kubelet has put into a pod: the record, and of boot.env what matters. */
record Mounted(TopologyRecord record, int replicas, int minReplicas) {}
