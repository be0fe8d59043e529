package io.redisreplication.topology.simulation;

import io.redisreplication.topology.TopologyRecord;
import io.redisreplication.topology.simulation.BootTable.Act;
import io.redisreplication.topology.simulation.BootTable.Outcome;
import io.redisreplication.topology.simulation.BootTable.Own;
import io.redisreplication.topology.simulation.BootTable.Peer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The loop of boot.sh in one container. */
final class Boot {
  /** After so long a silent peer no longer keeps the recorded primary from serving. */
  private static final int SILENT_PEER = 1200;

  private final Pod pod;
  private final World world;
  private final Server server;
  private final int replicas;
  private final int startedAt;
  private boolean deciding = true;
  private int lookAt;
  private Optional<Outcome> decided = Optional.empty();
  private TopologyRecord decidedOn;

  Boot(Pod pod) {
    this.pod = pod;
    world = pod.world;
    server = pod.server;
    replicas = pod.mount.replicas();
    startedAt = world.now;
    lookAt = world.now;
  }

  void tick() {
    if (!deciding || world.now < lookAt || server.hung()) {
      return;
    }
    lookAt = world.now + world.between(1, 6);
    if (decided.isPresent()) {
      act(decided.get());
      decided = Optional.empty();
    } else {
      decide();
    }
  }

  private void decide() {
    decidedOn = pod.mount.record();
    var waited = world.now - startedAt >= SILENT_PEER;
    var outcome = BootTable.decide(own(), decidedOn, replicas, peers(), waited);
    switch (outcome.act()) {
      case END -> deciding = false;
      case STAY -> {}
      default -> decided = Optional.of(outcome);
    }
  }

  /** Asking peers and copying files takes time: what was decided must still be so. */
  private void act(Outcome outcome) {
    if (!pod.mount.record().equals(decidedOn) || !server.held()) {
      return;
    }
    world.tell(
        "boot.sh of " + server.ordinal + ": row " + outcome.row() + ", epoch " + decidedOn.epoch());
    if (outcome.act() == Act.SERVE) {
      world.promises.serves(server);
      server.replicaOfNoOne();
    } else {
      if (outcome.act() == Act.SET_ASIDE_AND_FOLLOW) {
        server.setAside.or(server.data.writes);
      }
      server.follow(decidedOn.primary().getAsInt());
    }
    deciding = false;
  }

  private Own own() {
    return new Own(
        server.ordinal,
        server.loading(),
        server.held(),
        List.copyOf(server.data.markers.values()),
        !server.data.writes.isEmpty(),
        pod.token,
        world.persistence == Persistence.AOF);
  }

  private List<Peer> peers() {
    return IntStream.range(0, Math.max(2, replicas))
        .filter(i -> i != server.ordinal)
        .mapToObj(this::peer)
        .toList();
  }

  private Peer peer(int ordinal) {
    var s = world.servers.get(ordinal);
    return s.awake() && world.network.connected(server.ordinal, ordinal)
        ? new Peer(true, s.master, List.copyOf(s.data.markers.values()))
        : Peer.SILENT;
  }
}
