package io.redisreplication.redis;

/** What a {@link FakeRedis} throws where the operator is to die. */
public final class OperatorDied extends RuntimeException {
  OperatorDied(String before) {
    super("the operator died before: " + before);
  }
}
