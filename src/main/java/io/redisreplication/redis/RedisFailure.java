package io.redisreplication.redis;

/** A command that Redis refused or that did not arrive; the message says which pod and why. */
public class RedisFailure extends RuntimeException {
  public RedisFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
