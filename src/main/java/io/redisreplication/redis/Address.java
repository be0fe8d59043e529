package io.redisreplication.redis;

/**
 * Where one member's Redis is reached, and as whom.
 *
 * @param namespace of the resource and its pods
 * @param resource name of the RedisReplication, to tell whose connection was lost
 * @param pod name of the pod
 * @param host the pod's DNS name: what other members follow and what TLS will check
 * @param ip the pod's address of now; a new pod has another one, so it is another connection
 * @param port of Redis
 */
public record Address(
    String namespace,
    String resource,
    String pod,
    String host,
    String ip,
    int port,
    Password password) {}
