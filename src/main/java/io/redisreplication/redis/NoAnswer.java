package io.redisreplication.redis;

import io.redisreplication.topology.Silence;

/**
 * @param silence what it means
 * @param words the same for a person, without secrets
 */
public record NoAnswer(Silence silence, String words) {}
