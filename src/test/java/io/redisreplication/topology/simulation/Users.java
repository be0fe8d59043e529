package io.redisreplication.topology.simulation;

import java.util.ArrayList;
import java.util.List;

/** Clients of the primary Service; a connection stays where it was made until it is cut. */
final class Users {
  private record Connection(Server server, int run) {}

  private record Pending(Server server, int run, int write, int offset) {}

  private final World world;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private int writes;

  Users(World world) {
    this.world = world;
  }

  void tick() {
    connections.removeIf(c -> !c.server.running || c.server.run != c.run);
    pending.removeIf(p -> !p.server.running || p.server.run != p.run || !p.server.master);
    acknowledge();
    if (world.chance(0.1)) {
      world.pods.stream()
          .filter(World::routable)
          .map(p -> p.server)
          .forEach(s -> connections.add(new Connection(s, s.run)));
      if (connections.size() > 4) {
        connections.remove(0);
      }
    }
    for (var c : connections) {
      if (c.server.writable() && world.chance(0.15)) {
        c.server.add(Data.Op.write(writes, world.now));
        pending.add(new Pending(c.server, c.run, writes++, c.server.offset));
      }
    }
  }

  /** WAIT 1: some replica has it in memory. */
  private void acknowledge() {
    pending.removeIf(
        p -> {
          var done =
              world.servers.stream().anyMatch(s -> s.linkedTo(p.server) && s.offset >= p.offset);
          if (done) {
            world.acknowledged.set(p.write);
          }
          return done;
        });
  }

  void cutOff(Server server) {
    connections.removeIf(c -> c.server == server);
    pending.removeIf(p -> p.server == server);
  }
}
