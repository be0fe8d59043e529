package io.redisreplication.topology.simulation;

import java.util.Optional;

/** A pod of the StatefulSet: its object, its container, its claim, its mounts. */
final class Pod {
  private static final int PRE_STOP = 100;
  private static final int SHUTDOWN_TIMEOUT = 100;
  private static final int GRACE_PERIOD = 300;

  final World world;
  final Server server;
  String volume;
  boolean claimed;

  boolean exists;
  int uid;
  int createdAt;
  boolean terminating;
  String role;
  int template;
  int creatableAt;
  Optional<Integer> previousEnd = Optional.empty();
  boolean restartedInPlace;
  boolean token;
  Mounted mount;
  int nodeLostUntil;

  /** A kubelet that starts mounts what the objects say by then. */
  private boolean mountAgain;

  private boolean synced;
  private boolean ready;
  private int labelEpoch;
  private int refreshAt = Integer.MAX_VALUE;
  private int upAt;
  private int deletedAt;
  private int termAt;
  private Boot boot;

  Pod(World world, int ordinal) {
    this.world = world;
    server = new Server(world, ordinal);
    volume = "pv-" + ordinal;
  }

  // ---- what Kubernetes does

  void create() {
    exists = true;
    claimed = true;
    uid++;
    createdAt = world.now;
    terminating = false;
    role = null;
    labelEpoch = 0;
    template = world.set.template;
    previousEnd = Optional.empty();
    restartedInPlace = false;
    token = false;
    ready = false;
    mount = world.set.mounted();
    refreshAt = Integer.MAX_VALUE;
    upAt = world.now + world.between(1, 20);
    boot = null;
  }

  /** Its container ends; the kubelet starts another one. */
  void crash() {
    crash(world.between(2, 50));
  }

  /** {@code SHUTDOWN NOW FORCE}. */
  void shutDown() {
    server.disk.dump();
    crash();
  }

  private void crash(int back) {
    if (!exists || nodeLost()) {
      return;
    }
    server.kill();
    previousEnd = Optional.of(world.now);
    restartedInPlace = boot != null;
    boot = null;
    ready = false;
    upAt = world.now + back;
  }

  /** A reboot of the node takes the memory volume with the token; nobody saw the end. */
  void reboot() {
    crash(world.between(20, 200));
    token = false;
    previousEnd = Optional.empty();
    mountAgain = true;
  }

  /** Deleted at once, whatever runs; another one is made after a while. */
  void remove(int back) {
    server.kill();
    exists = false;
    terminating = false;
    ready = false;
    role = null;
    boot = null;
    creatableAt = world.now + back;
  }

  /** Deleted with its grace period: preStop, then SIGTERM. */
  void delete() {
    if (exists && !terminating) {
      terminating = true;
      deletedAt = world.now;
      termAt = -1;
    }
  }

  /** The node and all on it: what ran there ends, nobody can say so. */
  void loseNode(int ticks) {
    nodeLostUntil = world.now + ticks;
    server.kill();
    boot = null;
    token = false;
    previousEnd = Optional.empty();
    upAt = nodeLostUntil + world.between(10, 100);
    restartedInPlace = true;
    mountAgain = true;
  }

  boolean nodeLost() {
    return world.now < nodeLostUntil;
  }

  /** A label patch makes the kubelet refresh its mounts, mostly soon. */
  void label(Optional<String> to, int epoch) {
    if (!to.equals(Optional.ofNullable(role)) || epoch != labelEpoch) {
      role = to.orElse(null);
      labelEpoch = epoch;
      refreshBefore(world.chance(0.1) ? world.between(20, 900) : world.between(2, 20));
    }
  }

  void withdraw() {
    if ("primary".equals(role)) {
      label(Optional.empty(), labelEpoch);
    }
  }

  void refreshBefore(int ticks) {
    refreshAt = Math.min(refreshAt, world.now + ticks);
  }

  boolean ready() {
    return ready && !nodeLost();
  }

  // ---- its life

  void tick() {
    if (!exists || nodeLost()) {
      return;
    }
    if (world.now >= refreshAt && world.network.side(server.ordinal) == Network.MAIN_SIDE) {
      mount = world.set.mounted();
      refreshAt = Integer.MAX_VALUE;
    }
    if (!server.running && world.now >= upAt && !terminating) {
      mount = mountAgain ? world.set.mounted() : mount;
      mountAgain = false;
      server.start(mount.minReplicas());
      synced = false;
      boot = new Boot(this);
    }
    server.tick();
    if (server.running && boot != null) {
      probe();
      boot.tick();
    }
    if (terminating) {
      stop();
    }
  }

  /** ready.sh. */
  private void probe() {
    if (world.now % 20 != server.ordinal) {
      return;
    }
    var link = server.replication;
    synced |= link.linkUp && !link.syncing;
    if (!server.awake()) {
      ready = false;
    } else if (!server.master && server.host < 0) {
      ready = world.set.ordered;
    } else {
      ready = server.master || synced || world.set.ordered;
      token |= server.master || synced;
    }
  }

  /** stop.sh, then what Redis does at SIGTERM. */
  private void stop() {
    if (!server.running || world.now - deletedAt >= GRACE_PERIOD) {
      end();
    } else if (termAt < 0) {
      if (world.now - deletedAt >= PRE_STOP || !server.hung() && roleIsGone()) {
        termAt = world.now;
      }
    } else if (!server.hung()) {
      server.pausedUntil = world.now + 10;
      if (!server.master || caughtUp() || world.now - termAt >= SHUTDOWN_TIMEOUT) {
        if (server.awake()) {
          server.disk.dump();
        }
        end();
      }
    }
  }

  private boolean roleIsGone() {
    return server.master ? server.replication.goodReplicas() == 0 : !server.failover.inProgress;
  }

  private boolean caughtUp() {
    return world.servers.stream()
        .filter(s -> s.replication.linkedTo(server))
        .allMatch(s -> s.offset >= server.offset);
  }

  private void end() {
    world.promises.event();
    remove(world.between(1, 20));
  }

  @Override
  public String toString() {
    return "%s%s%s%s role %s, template %d, mounted epoch %d"
        .formatted(
            World.name(server.ordinal),
            terminating ? " terminating" : "",
            ready() ? " ready" : "",
            nodeLost() ? " on a lost node" : "",
            role,
            template,
            mount.record().epoch());
  }
}
