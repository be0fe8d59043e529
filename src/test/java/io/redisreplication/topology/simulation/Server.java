package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;
import java.util.Collection;

/** One Redis process and its disk. Times are ticks of 100 ms. */
final class Server {
  static final int HELD = -1;
  static final int HELD_BY_OPERATOR = -2;
  static final String NOTHING = "0".repeat(40);

  final World world;
  final int ordinal;

  Data data = new Data();
  final Disk disk = new Disk(this);
  boolean running;
  int run;
  boolean master;
  int host = HELD;
  boolean linkUp;
  boolean syncing;
  int minReplicas;
  String replid = NOTHING;
  int offset;
  int cutUntil;
  private int loadedAt;
  int rewriteUntil;
  private int linkRun;
  int linkDownAt = -1;
  int lastIo;
  private int connectAt;
  private int syncDoneAt;
  String replid2 = NOTHING;
  int secondOffset = -1;

  Server(World world, int ordinal) {
    this.world = world;
    this.ordinal = ordinal;
  }

  boolean loading() {
    return running && world.now < loadedAt;
  }

  /** And nobody but boot.sh did it. */
  boolean held() {
    return running && !master && host == HELD;
  }

  // ---- process

  /** As boot.sh starts it: held. */
  void start() {
    running = true;
    run++;
    disk.read();
    loadedAt = world.now + world.between(2, 30);
    master = false;
    host = HELD;
    linkUp = false;
    syncing = false;
    linkDownAt = -1;
    replid2 = NOTHING;
    secondOffset = -1;
    rewriteUntil = 0;
    minReplicas = world.minReplicas();
  }

  boolean written() {
    return rewriteUntil == 0;
  }

  void kill() {
    running = false;
  }

  // ---- commands

  void follow(int target) {
    if (master) {
      linkDownAt = -1;
    } else if (linkUp) {
      linkDownAt = world.now;
    }
    master = false;
    linkUp = false;
    syncing = false;
    host = target;
    connectAt = world.now;
  }

  void replicaOfNoOne() {
    if (master) {
      return;
    }
    master = true;
    linkUp = false;
    syncing = false;
    linkDownAt = -1;
    continueAs(world.newReplid());
    dropFollowers();
  }

  void mark(Marker marker, int min) {
    require(master, "READONLY");
    minReplicas = min;
    if (!data.markers.containsKey(marker.library())) {
      add(Data.Op.load(marker, world.now));
    } else {
      require(data.markers.get(marker.library()).equals(marker), "already exists");
    }
  }

  void unmark(Collection<Marker> old) {
    require(master, "READONLY");
    old.forEach(m -> add(Data.Op.delete(m.library(), world.now)));
  }

  private static void require(boolean holds, String words) {
    if (!holds) {
      throw new Refused(words);
    }
  }

  void add(Data.Op op) {
    data.append(op);
    offset++;
  }

  boolean writable() {
    return running && master && !loading() && goodReplicas() >= minReplicas;
  }

  private long goodReplicas() {
    return world.servers.stream()
        .filter(s -> s.linkedTo(this) && world.now - s.lastIo <= 100)
        .count();
  }

  boolean linkedTo(Server other) {
    return running && linkUp && host == other.ordinal && linkRun == other.run;
  }

  // ---- replication

  void tick() {
    if (!running || loading()) {
      return;
    }
    if (world.chance(0.003)) {
      disk.dump();
    }
    if (rewriteUntil > 0 && world.now >= rewriteUntil) {
      rewriteUntil = 0;
      disk.data = data;
    }
    if (!master && host >= 0) {
      replicate(world.servers.get(host));
    }
  }

  private void replicate(Server source) {
    var reachable = source.running && world.now >= cutUntil && world.now >= source.cutUntil;
    if ((linkUp || syncing) && (!reachable || source.run != linkRun)) {
      breakLink();
    } else if (linkUp) {
      stream(source);
    } else if (syncing && world.now >= syncDoneAt) {
      fullSync(source);
    } else if (!syncing && world.now >= connectAt) {
      connect(source, reachable);
    }
  }

  private void connect(Server source, boolean reachable) {
    connectAt = world.now + 10;
    if (!reachable || source == this || source.loading() || !(source.master || source.linkUp)) {
      return;
    }
    linkRun = source.run;
    if (continues(source)) {
      if (!replid.equals(source.replid)) {
        continueAs(source.replid);
        dropFollowers();
      }
      linkUp = true;
      lastIo = world.now;
    } else {
      syncing = true;
      syncDoneAt = world.now + world.between(1, 30);
    }
  }

  private boolean continues(Server source) {
    return replid.equals(source.replid) && offset <= source.offset
        || replid.equals(source.replid2) && offset < source.secondOffset;
  }

  private void stream(Server source) {
    var behind = source.offset - offset;
    var taken = world.chance(0.8) ? behind : world.between(0, Math.max(0, behind));
    for (int i = 0; i < taken; i++) {
      data.append(source.data.ops.get(source.data.ops.size() - behind + i));
    }
    offset += Math.max(0, taken);
    if (source.master || source.linkUp && source.lastIo == world.now) {
      lastIo = world.now;
    }
  }

  /** Until the AOF rewrite that follows is over, the disk still has what was there before. */
  private void fullSync(Server source) {
    var aof = world.persistence == Persistence.AOF;
    disk.data = aof && disk.data == data ? data.copy() : disk.data;
    data = source.data.copy();
    replid = source.replid;
    replid2 = NOTHING;
    secondOffset = -1;
    offset = source.offset;
    syncing = false;
    linkUp = true;
    lastIo = world.now;
    rewriteUntil = aof ? world.now + world.between(2, 30) : 0;
    disk.dump();
    dropFollowers();
  }

  private void continueAs(String id) {
    replid2 = replid;
    secondOffset = offset + 1;
    replid = id;
  }

  private void dropFollowers() {
    world.servers.stream().filter(s -> s.linkedTo(this)).forEach(Server::breakLink);
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
