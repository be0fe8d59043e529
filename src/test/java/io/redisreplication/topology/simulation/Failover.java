package io.redisreplication.topology.simulation;

/** Redis's own hand-over of a master, from FAILOVER to the target's answer. */
final class Failover {
  private final Server server;

  /**
   * First a master that waits for its target's acknowledgement, then a replica that waits until the
   * target takes over.
   */
  boolean inProgress;

  private int target;
  private int until;

  Failover(Server server) {
    this.server = server;
  }

  /** {@code FAILOVER TO ... TIMEOUT ...}. */
  void begin(Server to, int ticks) {
    Server.require(server.master, "FAILOVER is not valid when server is a replica");
    Server.require(!inProgress, "FAILOVER already in progress");
    Server.require(to.replication.linkedTo(server), "target is not a replica");
    inProgress = true;
    target = to.ordinal;
    until = server.world.now + ticks;
  }

  void tick() {
    if (!inProgress || !server.master) {
      return;
    }
    var to = server.world.servers.get(target);
    if (server.world.now >= until) {
      inProgress = false;
    } else if (to.replication.linkedTo(server)
        && to.awake()
        && to.offset == server.offset
        && server.world.network.connected(server.ordinal, target)) {
      server.replication.leave();
      server.master = false;
      server.host = target;
    }
  }

  /** {@code CLIENT PAUSE 1000 WRITE}, {@code FAILOVER ABORT}. */
  void abort() {
    server.pausedUntil = Math.max(server.pausedUntil, server.world.now + 10);
    ended(false);
  }

  /**
   * @param taken the target is master now
   */
  void ended(boolean taken) {
    if (inProgress && !taken) {
      server.becomeMaster();
    }
    inProgress = false;
  }
}
