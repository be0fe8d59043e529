package io.redisreplication.topology.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Clients of the primary Service on both sides of the network; a connection stays where it was made
 * until it is cut.
 */
final class Users {
  /** How long a kube-proxy may still route to a pod that lost its label. */
  private static final int STALE_ROUTE = 20;

  /**
   * @param master it was one when they met
   */
  private record Connection(int side, Server server, int run, boolean master) {}

  private record Pending(Connection by, int write, int offset) {}

  private final World world;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private final int[] routedUntil;

  /** Up to where some replica has what this primary wrote. */
  private final int[] confirmed;

  /** What the proxies of the other side know of, since the partition began. */
  private final BitSet frozen = new BitSet();

  private int writes;

  Users(World world, int pods) {
    this.world = world;
    routedUntil = new int[pods];
    confirmed = new int[pods];
  }

  void tick() {
    routes();
    connections.removeIf(c -> !c.server.running || c.server.run != c.run);
    pending.removeIf(p -> ended(p.by) || !p.by.server.master);
    acknowledge();
    if (world.chance(0.1)) {
      connect(world.network.partitioned() ? world.between(0, 1) : Network.MAIN_SIDE);
    }
    for (var c : connections) {
      if (world.network.side(c.server.ordinal) == c.side && world.chance(0.15)) {
        if (c.server.hung() && world.chance(0.1)) {
          c.server.receive(() -> write(c));
        } else {
          write(c);
        }
      }
    }
  }

  private void routes() {
    for (var pod : world.pods) {
      var i = pod.server.ordinal;
      if (pod.exists && "primary".equals(pod.role)) {
        routedUntil[i] = world.now + STALE_ROUTE;
      }
      if (!world.network.partitioned()) {
        frozen.set(i, world.now < routedUntil[i]);
      }
    }
  }

  private void connect(int side) {
    for (var s : world.servers) {
      var routed =
          side == Network.MAIN_SIDE ? world.now < routedUntil[s.ordinal] : frozen.get(s.ordinal);
      if (routed && s.running && world.network.side(s.ordinal) == side) {
        connections.add(new Connection(side, s, s.run, s.master));
      }
    }
    while (connections.size() > 5) {
      connections.remove(0);
    }
  }

  private void write(Connection c) {
    if (c.server.writable() && !ended(c)) {
      c.server.add(Data.Op.write(writes, world.now));
      if (c.server.marked()) {
        c.server.taken.set(writes);
      }
      pending.add(new Pending(c, writes++, c.server.offset));
    }
  }

  private static boolean ended(Connection c) {
    return !c.server.running || c.server.run != c.run;
  }

  /** WAIT 1: some replica has it in memory, and the client hears of it. */
  private void acknowledge() {
    Arrays.fill(confirmed, -1);
    for (var s : world.servers) {
      if (s.host >= 0 && heardBy(s, world.servers.get(s.host))) {
        confirmed[s.host] = Math.max(confirmed[s.host], s.offset);
      }
    }
    pending.removeIf(
        p -> {
          var primary = p.by.server;
          var heard = !primary.hung() && world.network.side(primary.ordinal) == p.by.side;
          var done = heard && confirmed[primary.ordinal] >= p.offset;
          if (done) {
            world.promises.acknowledged(primary, p.write);
          }
          return done;
        });
  }

  private boolean heardBy(Server replica, Server primary) {
    return replica.replication.linkedTo(primary)
        && !replica.hung()
        && world.network.connected(replica.ordinal, primary.ordinal);
  }

  /** A former primary that still has clients of the time when it was one. */
  Optional<Server> leftBehind() {
    return connections.stream()
        .filter(c -> c.master && !c.server.master && !ended(c))
        .map(Connection::server)
        .findFirst();
  }

  void cutOff(Server server) {
    connections.removeIf(c -> c.server == server);
    pending.removeIf(p -> p.by.server == server);
  }
}
