package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.TopologyRecord;
import java.util.Optional;

/** A pod: boot.sh and ready.sh around one server, with a mounted record that may be old. */
final class Pod {
  /** After so long a silent peer no longer keeps the recorded primary from serving. */
  private static final int SILENT_PEER = 1200;

  final World world;
  final Server server;
  String volume;
  boolean exists = true;
  String role;
  Optional<Integer> previousEnd = Optional.empty();
  boolean restartedInPlace;
  private int labelEpoch;
  private boolean token;
  private TopologyRecord mounted;
  private int refreshAt;
  private int upAt;
  private int startedAt;
  private boolean deciding;
  private int lookAt;
  private Runnable decided;

  Pod(World world, int ordinal) {
    this.world = world;
    server = new Server(world, ordinal);
    volume = "pv-" + ordinal;
    upAt = world.between(0, 30);
    mounted = world.record;
  }

  // ---- Kubernetes

  void crash() {
    end(world.between(2, 50));
  }

  /** A reboot of the node takes the memory volume with the token. */
  void forgetMemory() {
    token = false;
    previousEnd = Optional.empty();
  }

  /** Another pod of that name, after a while; Redis may get the time to write a dump. */
  void recreate() {
    if (world.chance(0.5)) {
      server.disk.dump();
    }
    end(world.between(10, 200));
    exists = false;
  }

  private void end(int back) {
    server.kill();
    previousEnd = Optional.of(world.now);
    restartedInPlace = true;
    deciding = false;
    decided = null;
    upAt = world.now + back;
  }

  void label(Optional<String> to, int epoch) {
    if (!to.equals(Optional.ofNullable(role)) || epoch != labelEpoch) {
      role = to.orElse(null);
      labelEpoch = epoch;
      refreshAt = Math.min(refreshAt, world.now + world.between(2, 20));
    }
  }

  void withdraw() {
    if ("primary".equals(role)) {
      label(Optional.empty(), labelEpoch);
    }
  }

  /** The record was written: the kubelet brings it some time later. */
  void stale() {
    refreshAt = Math.min(refreshAt, world.now + world.between(1, 900));
  }

  void tick() {
    if (!server.running && world.now >= upAt) {
      start();
    }
    if (exists && world.now >= refreshAt) {
      mounted = world.record;
      refreshAt = Integer.MAX_VALUE;
    }
    server.tick();
    if (server.running) {
      ready();
      boot();
    }
  }

  private void start() {
    if (!exists) {
      exists = true;
      token = false;
      role = null;
      labelEpoch = 0;
      mounted = world.record;
      refreshAt = Integer.MAX_VALUE;
      previousEnd = Optional.empty();
      restartedInPlace = false;
    }
    server.start();
    startedAt = world.now;
    deciding = true;
    lookAt = world.now;
  }

  /** ready.sh. */
  private void ready() {
    if (world.now % 20 == server.ordinal && !server.loading()) {
      token |= server.master || server.linkUp;
    }
  }

  // ---- boot.sh: the table of docs/roles-and-boot.md

  private void boot() {
    if (!deciding || world.now < lookAt) {
      return;
    }
    if (decided != null) {
      var act = decided;
      decided = null;
      act.run();
    } else if (!server.loading()) {
      decide();
    }
    lookAt = world.now + world.between(1, 6);
  }

  private void decide() {
    var r = mounted;
    var me = server.ordinal;
    if (!server.held()) {
      deciding = false;
      return;
    }
    var own = Marker.highest(server.data.markers.values(), r.cluster());
    if (r.epoch() == 0
        || own.isPresent() && !own.get().cluster().equals(r.cluster())
        || own.isEmpty() && !server.data.writes.isEmpty()
        || own.isPresent() && own.get().epoch() > r.epoch()) {
      return;
    }
    if (!r.namesPrimary(me)) {
      then(r, () -> server.follow(r.primary().getAsInt()), "follows " + r.primary().getAsInt());
    } else if (own.isPresent()
        && own.get().epoch() == r.epoch()
        && (world.servers.size() == 1
            || token && world.persistence == Persistence.AOF && peersAgree(r))) {
      then(r, server::replicaOfNoOne, "serves again");
    }
  }

  private boolean peersAgree(TopologyRecord r) {
    var waited = world.now - startedAt >= SILENT_PEER;
    return world.servers.stream()
        .filter(s -> s != server)
        .allMatch(s -> s.running && !s.loading() ? !ahead(s, r) : waited);
  }

  private static boolean ahead(Server peer, TopologyRecord r) {
    return peer.master
        || Marker.highest(peer.data.markers.values(), r.cluster())
            .filter(m -> m.cluster().equals(r.cluster()) && m.epoch() > r.epoch())
            .isPresent();
  }

  /** What was decided must still be so a moment later. */
  private void then(TopologyRecord r, Runnable act, String what) {
    decided =
        () -> {
          if (mounted.equals(r) && server.held()) {
            world.tell("boot.sh of " + server.ordinal + ": " + what + ", epoch " + r.epoch());
            act.run();
            deciding = false;
          }
        };
  }
}
