package io.redisreplication.topology.simulation;

/** How one server follows another. */
final class Replication {
  /** {@code repl-timeout}: so long a silent link counts as up. */
  private static final int TIMEOUT = 600;

  /** {@code min-replicas-max-lag}. */
  private static final int MAX_LAG = 100;

  private final Server server;
  private final World world;
  boolean linkUp;
  boolean syncing;
  int linkDownAt;
  int lastIo;
  private int linkRun;
  private int connectAt;
  private int syncDoneAt;

  Replication(Server server) {
    this.server = server;
    world = server.world;
  }

  void start() {
    stop();
    connectAt = world.now;
  }

  /** Nobody is followed any more, so no link is down. */
  void stop() {
    linkUp = false;
    syncing = false;
    linkDownAt = -1;
  }

  /** For another one, or for nobody by REPLICAOF. */
  void leave() {
    if (server.master) {
      linkDownAt = -1;
    } else if (linkUp) {
      linkDownAt = world.now;
    }
    linkUp = false;
    syncing = false;
    connectAt = world.now;
  }

  boolean linkedTo(Server other) {
    return server.running && linkUp && server.host == other.ordinal && linkRun == other.run;
  }

  int goodReplicas() {
    var good = 0;
    for (var s : world.servers) {
      good += s.replication.linkedTo(server) && world.now - s.replication.lastIo <= MAX_LAG ? 1 : 0;
    }
    return good;
  }

  void dropFollowers() {
    world.servers.stream()
        .map(s -> s.replication)
        .filter(r -> r.linkedTo(server))
        .forEach(Replication::breakLink);
  }

  void tick() {
    if (server.master || server.host < 0) {
      return;
    }
    var source = world.servers.get(server.host);
    var there = source.running && world.network.connected(server.ordinal, source.ordinal);
    if ((linkUp || syncing) && broken(source, there)) {
      breakLink();
    } else if (linkUp && there && !source.hung()) {
      stream(source);
    } else if (syncing && there && !source.hung() && world.now >= syncDoneAt) {
      fullSync(source);
    } else if (!linkUp && !syncing && world.now >= connectAt) {
      connectAt = world.now + 10;
      connect(source, there);
    }
  }

  /** The end of a process is noticed at once, silence after a while. */
  private boolean broken(Server source, boolean there) {
    if (there && (!source.running || source.run != linkRun)) {
      return true;
    }
    return world.now - lastIo > TIMEOUT;
  }

  private void connect(Server source, boolean there) {
    if (!there || source == server || source.loading()) {
      return;
    }
    if (source.hung()) {
      if (server.failover.inProgress && world.chance(0.1)) {
        var replid = server.replid;
        source.receive(() -> accept(source, replid));
      }
      return;
    }
    if (server.failover.inProgress && !handOver(source)) {
      return;
    }
    if (!source.master && !source.replication.linkUp) {
      return;
    }
    linkRun = source.run;
    lastIo = world.now;
    if (continues(source)) {
      if (!server.replid.equals(source.replid)) {
        server.continueAs(source.replid);
        dropFollowers();
      }
      linkUp = true;
    } else {
      syncing = true;
      syncDoneAt =
          world.now + (world.chance(0.03) ? world.between(100, 900) : world.between(1, 30));
    }
  }

  /** {@code PSYNC <replid> <offset> FAILOVER}. */
  private boolean handOver(Server target) {
    var taken = accept(target, server.replid);
    server.failover.ended(taken);
    return taken;
  }

  private static boolean accept(Server target, String replid) {
    if (target.master || !target.replid.equals(replid)) {
      return false;
    }
    target.world.tell(World.name(target.ordinal) + " takes over by FAILOVER");
    target.becomeMaster();
    return true;
  }

  private boolean continues(Server source) {
    return server.replid.equals(source.replid) && server.offset <= source.offset
        || server.replid.equals(source.replid2) && server.offset < source.secondOffset;
  }

  private void stream(Server source) {
    var behind = source.offset - server.offset;
    var taken = world.chance(0.8) ? behind : world.between(0, Math.max(0, behind));
    for (int i = 0; i < taken; i++) {
      server.data.append(source.data.ops.get(source.data.ops.size() - behind + i));
    }
    server.offset += Math.max(0, taken);
    if (server.offset == source.offset) {
      server.taken.clear();
    }
    if (source.master || source.replication.linkUp && source.replication.lastIo == world.now) {
      lastIo = world.now;
    }
  }

  /** Until the AOF rewrite that follows is over, the disk still has what was there before. */
  private void fullSync(Server source) {
    var aof = world.persistence == Persistence.AOF;
    world.promises.replaces(server, source);
    var disk = server.disk;
    disk.data = aof && disk.data == server.data ? server.data.copy() : disk.data;
    server.data = source.data.copy();
    server.replid = source.replid;
    server.replid2 = Server.NOTHING;
    server.secondOffset = -1;
    server.offset = source.offset;
    syncing = false;
    linkUp = true;
    lastIo = world.now;
    var rewrite = world.chance(0.05) ? world.between(30, 300) : world.between(2, 30);
    server.rewriteUntil = aof ? world.now + rewrite : 0;
    disk.dump();
    dropFollowers();
  }

  private void breakLink() {
    if (linkUp) {
      linkDownAt = world.now;
    }
    linkUp = false;
    syncing = false;
    connectAt = world.now + world.between(1, 10);
  }
}
