package io.redisreplication.topology;

import java.util.OptionalInt;

/**
 * The part of the spec that decides about roles.
 *
 * @param replicas pods in all
 * @param primaryOrdinal where the user wants the primary of a new set, or which copy to keep
 * @param minReplicas min-replicas-to-write that is to be in force
 * @param ephemeral data lives as long as the pods: all empty means start anew
 * @param newCluster id for the case that a data set begins now
 */
public record Wishes(
    int replicas,
    OptionalInt primaryOrdinal,
    int minReplicas,
    boolean ephemeral,
    String newCluster) {}
