package io.redisreplication.redis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.SocketAddressResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The one place that knows how a pod is reached: by its IP inside the cluster, by a port-forward of
 * the API server from anywhere else. Either way Lettuce sees the pod's DNS name.
 */
public final class AddressResolver extends SocketAddressResolver {
  /** How pods are reached. */
  public enum Mode {
    DIRECT,
    PORT_FORWARD;

    /**
     * @param setting {@code auto}, {@code direct} or {@code port-forward}; auto looks for the
     *     variable that every pod has
     */
    public static Mode of(String setting) {
      return switch (setting) {
        case "auto" -> System.getenv("KUBERNETES_SERVICE_HOST") == null ? PORT_FORWARD : DIRECT;
        case "direct" -> DIRECT;
        case "port-forward" -> PORT_FORWARD;
        default ->
            throw new IllegalArgumentException(
                "redis-replication.connect is '%s', must be auto, direct or port-forward"
                    .formatted(setting));
      };
    }
  }

  private final KubernetesClient client;
  private final Mode mode;

  /**
   * @param client used for port-forwards only
   */
  public AddressResolver(KubernetesClient client, Mode mode) {
    this.client = client;
    this.mode = mode;
  }

  @Override
  public SocketAddress resolve(RedisURI uri) {
    return uri instanceof Route route ? route.target() : super.resolve(uri);
  }

  /** A way to the pod as it is now, to be released with the connection. */
  Route route(Address address) {
    if (address.ip() == null || address.ip().isBlank()) {
      throw new IllegalStateException("the pod has no address yet");
    }
    return mode == Mode.DIRECT ? direct(address) : forward(address);
  }

  private static Route direct(Address address) {
    return new Route(address, new InetSocketAddress(address.ip(), address.port()), null);
  }

  private Route forward(Address address) {
    var loopback = InetAddress.getLoopbackAddress();
    var forward =
        client
            .pods()
            .inNamespace(address.namespace())
            .withName(address.pod())
            .portForward(address.port(), loopback, 0);
    var target = new InetSocketAddress(loopback, forward.getLocalPort());
    return new Route(address, target, forward);
  }
}
