package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import java.util.Optional;

/** Whether all is well with a set, as somebody sees it who sees everything. */
final class Order {
  private final World w;

  Order(World world) {
    w = world;
  }

  /** Asked in every tick, as the next one is. */
  boolean writable() {
    for (var pod : w.pods) {
      if (World.routable(pod) && pod.server.writable()) {
        return true;
      }
    }
    return false;
  }

  /** The recorded primary is where clients are led to, and all its replicas hear of it. */
  boolean serves() {
    var primary = w.primary();
    if (!World.routable(primary)
        || !primary.server.writable()
        || w.network.side(primary.server.ordinal) != Network.MAIN_SIDE) {
      return false;
    }
    for (var pod : w.pods) {
      if (pod.exists && pod != primary && (pod.terminating || !hears(pod, primary))) {
        return false;
      }
    }
    return true;
  }

  private boolean hears(Pod replica, Pod primary) {
    return replica.server.awake()
        && replica.server.replication.linkedTo(primary.server)
        && w.network.connected(replica.server.ordinal, primary.server.ordinal);
  }

  /** The operator has nothing left to do, and the set is what the user wants. */
  boolean healthy() {
    return w.operator.decision instanceof Decision.Steady
        && w.set.size == w.wish.replicas
        && w.pods.stream()
            .allMatch(p -> !p.exists || p.template == w.set.template && p.role != null)
        && allInSync().isPresent();
  }

  /** The served primary, when all pods are behind it. */
  Optional<Server> allInSync() {
    if (w.record.epoch() == 0 || w.record.served() < w.record.epoch()) {
      return Optional.empty();
    }
    for (var pod : w.pods) {
      var primary = pod.server;
      if (World.routable(pod) && primary.awake() && !primary.data.markers.isEmpty()) {
        return w.pods.stream().allMatch(p -> inOrder(p, primary))
            ? Optional.of(primary)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean inOrder(Pod pod, Server primary) {
    if (pod.server.ordinal >= w.set.size) {
      return !pod.exists;
    }
    return pod.exists && !pod.terminating && (pod.server == primary || inSync(pod.server, primary));
  }

  private boolean inSync(Server s, Server primary) {
    return s.replication.linkedTo(primary)
        && s.written()
        && s.offset >= primary.offset - 3
        && w.network.connected(s.ordinal, primary.ordinal)
        && s.awake();
  }
}
