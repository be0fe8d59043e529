package io.redisreplication.redis;

import io.redisreplication.topology.RedisState;
import java.util.Map;

/**
 * One look at several members.
 *
 * @param reached the state of those that answered, by pod name
 * @param silent why the others did not, by pod name, and what that means
 */
public record Observation(Map<String, RedisState> reached, Map<String, NoAnswer> silent) {}
