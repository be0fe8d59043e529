package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** One Redis process and its disk. Times are ticks of 100 ms. */
final class Server {
  static final int HELD = -1;
  static final int HELD_BY_OPERATOR = -2;
  static final String NOTHING = "0".repeat(40);

  final World world;
  final int ordinal;

  Data data = new Data();
  final Disk disk = new Disk(this);

  /**
   * Writes that it took from users as a marked primary until it was a replica that had nothing of
   * its own, and those that boot.sh has kept on its disk.
   */
  final BitSet taken = new BitSet();

  final BitSet setAside = new BitSet();
  final Replication replication;
  final Failover failover = new Failover(this);
  boolean running;
  int run;
  boolean master;
  int host = HELD;

  int minReplicas;
  String replid = NOTHING;
  int offset;
  String replid2 = NOTHING;
  int secondOffset = -1;
  int rewriteUntil;

  /** CLIENT PAUSE ... WRITE. */
  int pausedUntil;

  /** Stopped, swapping or in a long script: takes connections, answers nobody. */
  int hungUntil;

  private int loadedAt;

  /** Commands that arrived while it hung. */
  private final List<Runnable> inbox = new ArrayList<>();

  Server(World world, int ordinal) {
    this.world = world;
    this.ordinal = ordinal;
    replication = new Replication(this);
  }

  boolean loading() {
    return running && world.now < loadedAt;
  }

  boolean hung() {
    return running && world.now < hungUntil;
  }

  /** Takes part in anything. */
  boolean awake() {
    return running && !hung() && !loading();
  }

  /** And nobody but boot.sh did it. */
  boolean held() {
    return running && !master && host == HELD;
  }

  boolean written() {
    return rewriteUntil == 0;
  }

  // ---- process

  /** As boot.sh starts it: held. */
  void start(int minReplicas) {
    running = true;
    run++;
    disk.read();
    loadedAt = world.now + (world.chance(0.03) ? world.between(100, 900) : world.between(2, 30));
    master = false;
    host = HELD;
    failover.inProgress = false;
    replid2 = NOTHING;
    secondOffset = -1;
    rewriteUntil = 0;
    pausedUntil = 0;
    hungUntil = 0;
    inbox.clear();
    replication.start();
    this.minReplicas = minReplicas;
  }

  void kill() {
    if (running) {
      running = false;
      world.promises.died();
    }
  }

  void hang(int ticks) {
    if (running) {
      hungUntil = world.now + ticks;
    }
  }

  /** What is sent to a hung process is done when it wakes, whoever still waits for it. */
  void receive(Runnable command) {
    inbox.add(command);
  }

  void tick() {
    if (!awake()) {
      return;
    }
    var arrived = List.copyOf(inbox);
    inbox.clear();
    for (var command : arrived) {
      try {
        command.run();
      } catch (Refused e) {
        world.tell(World.name(ordinal) + " refuses late, " + e.getMessage());
      }
    }
    if (world.chance(0.003)) {
      disk.dump();
    }
    if (rewriteUntil > 0 && world.now >= rewriteUntil) {
      rewriteUntil = 0;
      disk.data = data;
    }
    failover.tick();
    replication.tick();
  }

  // ---- commands

  void follow(int target) {
    require(!failover.inProgress, "REPLICAOF not allowed while failing over");
    replication.leave();
    master = false;
    host = target;
  }

  void replicaOfNoOne() {
    require(!failover.inProgress, "REPLICAOF not allowed while failing over");
    becomeMaster();
  }

  void becomeMaster() {
    if (master) {
      return;
    }
    master = true;
    replication.stop();
    continueAs(world.newReplid());
    replication.dropFollowers();
  }

  /** A pause of writes keeps the marker out as well. */
  void mark(Marker marker, int min) {
    require(master, "READONLY");
    require(!paused(), "no answer, writes are paused");
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

  static void require(boolean holds, String words) {
    if (!holds) {
      throw new Refused(words);
    }
  }

  void add(Data.Op op) {
    data.append(op);
    offset++;
  }

  /** By its data, it is the primary: boot.sh then knows that it has writes of its own. */
  boolean marked() {
    return data.newest().filter(m -> m.primary() == ordinal).isPresent();
  }

  boolean writable() {
    return awake() && master && !paused() && replication.goodReplicas() >= minReplicas;
  }

  private boolean paused() {
    return failover.inProgress || world.now < pausedUntil;
  }

  void continueAs(String id) {
    replid2 = replid;
    secondOffset = offset + 1;
    replid = id;
  }

  @Override
  public String toString() {
    var state = running ? loading() ? "loads" : hung() ? "hangs" : "runs" : "down";
    return "%s, %s of %d, link %s, %s:%d, markers %s"
        .formatted(
            state,
            master ? "master" : "slave",
            host,
            replication.linkUp,
            replid,
            offset,
            data.markers.keySet());
  }
}
