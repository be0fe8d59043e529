package io.redisreplication.events;

/**
 * One Kubernetes Event to publish.
 *
 * @param warning it needs a look
 * @param reason CamelCase
 */
public record Happening(boolean warning, String reason, String message) {}
