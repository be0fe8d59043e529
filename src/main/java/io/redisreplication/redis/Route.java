package io.redisreplication.redis;

import io.fabric8.kubernetes.client.LocalPortForward;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URI of one connection attempt, with the socket address that was found for it. */
final class Route extends RedisURI {
  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  private final transient InetSocketAddress target;
  private final transient LocalPortForward forward;

  /**
   * @param forward what listens on {@code target}; null when that is the pod itself
   */
  Route(Address address, InetSocketAddress target, LocalPortForward forward) {
    super(address.host(), address.port(), Connections.HANDSHAKE);
    this.target = target;
    this.forward = forward;
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

  /** Through a forward every failure looks like a reset connection; the API server knows more. */
  Throwable cause(Throwable failure) {
    return forward == null || forward.getServerThrowables().isEmpty()
        ? failure
        : new IOException(
            "port-forward by the API server failed: "
                + Reason.of(forward.getServerThrowables().iterator().next()).words());
  }

  void release() {
    if (forward != null) {
      try {
        forward.close();
      } catch (IOException e) {
        LOG.debug("closing the port-forward at {}", target, e);
      }
    }
  }
}
