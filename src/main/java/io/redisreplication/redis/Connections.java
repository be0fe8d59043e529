package io.redisreplication.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * At most one connection to each pod, opened when first asked for. A broken one is forgotten, so
 * the next question opens another: nothing reconnects by itself.
 */
final class Connections implements AutoCloseable {
  /** For each command. */
  static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** For TCP. Sooner than {@link #HANDSHAKE}, so that it tells who is gone from who hangs. */
  private static final Duration CONNECT = Duration.ofMillis(800);

  /** For TCP and the first answer. */
  static final Duration HANDSHAKE = Duration.ofMillis(1100);

  private record Pod(String namespace, String name) {}

  /** Its identity tells one attempt from the next one to the same address. */
  private static final class Slot {
    final Address address;
    final CompletableFuture<Link> link = new CompletableFuture<>();

    Slot(Address address) {
      this.address = address;
    }

    Pod pod() {
      return new Pod(address.namespace(), address.pod());
    }

    void close() {
      link.thenAccept(Link::close);
    }
  }

  private final AddressResolver resolver;
  private final ClientResources resources;
  private final RedisClient client;
  private final Map<Pod, Slot> slots = new HashMap<>();
  private final List<Consumer<Address>> listeners = new CopyOnWriteArrayList<>();

  Connections(AddressResolver resolver) {
    this.resolver = resolver;
    resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .socketAddressResolver(resolver)
            // it keeps histograms of every address it has ever seen: 60 KB a command
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    client = RedisClient.create(resources);
    client.setOptions(options());
  }

  private static ClientOptions options() {
    var keepAlive =
        KeepAliveOptions.builder().enable().idle(TIMEOUT).interval(TIMEOUT).count(2).build();
    return ClientOptions.builder()
        .autoReconnect(false)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .protocolVersion(ProtocolVersion.RESP2)
        // a server that is loading refuses PING, but answers INFO
        .pingBeforeActivateConnection(false)
        .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).keepAlive(keepAlive).build())
        .build();
  }

  void onLost(Consumer<Address> listener) {
    listeners.add(listener);
  }

  /** The connection to that address; one to an earlier address of the same pod is closed. */
  CompletableFuture<Link> to(Address address) {
    var fresh = new Slot(address);
    synchronized (slots) {
      var old = slots.get(fresh.pod());
      if (old != null && old.address.equals(address)) {
        return old.link;
      }
      slots.put(fresh.pod(), fresh);
      if (old != null) {
        old.close();
      }
    }
    connect(fresh);
    return fresh.link;
  }

  /** There is one to that very address; a new pod of the same name has another. */
  boolean has(Address address) {
    synchronized (slots) {
      var slot = slots.get(new Pod(address.namespace(), address.pod()));
      return slot != null && slot.address.equals(address);
    }
  }

  private void connect(Slot slot) {
    Route route;
    try {
      route = resolver.route(slot.address);
    } catch (RuntimeException e) {
      failed(slot, e);
      return;
    }
    client
        .connectAsync(StringCodec.UTF8, route)
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                slot.link.complete(new Link(connection, route, () -> lost(slot)));
              } else {
                failed(slot, route.cause(failure));
                route.release();
              }
            });
  }

  private void failed(Slot slot, Throwable failure) {
    remove(slot);
    slot.link.completeExceptionally(failure);
  }

  private void lost(Slot slot) {
    remove(slot);
    listeners.forEach(listener -> listener.accept(slot.address));
  }

  private void remove(Slot slot) {
    synchronized (slots) {
      slots.remove(slot.pod(), slot);
    }
  }

  void forget(Predicate<Address> which) {
    synchronized (slots) {
      slots
          .values()
          .removeIf(
              slot -> {
                var matches = which.test(slot.address);
                if (matches) {
                  slot.close();
                }
                return matches;
              });
    }
  }

  @Override
  public void close() {
    forget(address -> true);
    client.shutdown(Duration.ZERO, TIMEOUT);
    resources.shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
