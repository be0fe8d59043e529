package io.redisreplication.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.net.InetSocketAddress;

/** The URI of one connection attempt, with the socket address that was found for it. */
final class Route extends RedisURI {
  private final transient InetSocketAddress target;
  private final transient Runnable release;

  /**
   * @param release gives back what was opened to reach {@code target}
   */
  Route(Address address, InetSocketAddress target, Runnable release) {
    super(address.host(), address.port(), Connections.TIMEOUT);
    this.target = target;
    this.release = release;
    setClientName("redis-replication-operator");
    address
        .password()
        .value()
        .map(password -> RedisCredentials.just(null, password))
        .ifPresent(c -> setCredentialsProvider(RedisCredentialsProvider.from(() -> c)));
  }

  InetSocketAddress target() {
    return target;
  }

  void release() {
    release.run();
  }
}
