package io.redisreplication.topology.simulation;

/** What a server's next process reads. */
final class Disk {
  private final Server server;

  /** With AOF the very data of the process, unless the AOF is being rewritten. */
  Data data;

  private String replid;
  private int offset;

  Disk(Server server) {
    this.server = server;
    data = server.data;
  }

  void read() {
    server.data = data.copy();
    server.replid = server.world.newReplid();
    server.offset = 0;
    switch (server.world.persistence) {
      case AOF -> data = server.data;
      case RDB -> {
        server.replid = replid == null ? server.replid : replid;
        server.offset = offset;
      }
      case NONE -> server.data = new Data();
    }
  }

  /** A disk with nothing or with old data on it. */
  void replace(Data with) {
    data = with;
    replid = null;
    offset = 0;
  }

  /** BGSAVE, or the dump that a full sync leaves behind. */
  void dump() {
    if (server.world.persistence == Persistence.RDB && server.running && !server.loading()) {
      data = server.data.copy();
      replid = server.replid;
      offset = server.offset;
    }
  }
}
