package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Member;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import java.time.Duration;
import java.util.BitSet;

/** What must hold in every history. */
final class Promises {
  /** So many events at once may cost anything but a second writer or an empty primary. */
  private static final int TOO_MANY = 4;

  /** A copy that is out of sight is waited for; 30 s, less what a look takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(29);

  /** In ticks: a primary that has served for longer than a look may be old stays. */
  private static final int SETTLED = 150;

  /** In ticks: a primary hangs or is cut off, copies are waited for, one loads for long. */
  private static final int LONGEST = 1500;

  private final World world;
  private final Copies copies;

  /** Faults and planned ends of pods since the set was last healthy. */
  private int events;

  /** For how many ticks nobody could write. */
  private int closed;

  /** For how many ticks the recorded primary has served with all its replicas. */
  private int settled;

  /** The user wanted a single pod, and no replica has had everything since. */
  private boolean single;

  Promises(World world) {
    this.world = world;
    copies = new Copies(world);
  }

  void event() {
    events++;
  }

  /** Everybody has everything: from here on one fault alone must cost nothing again. */
  void allInSync(Server primary) {
    events = 0;
    single = world.set.size == 1;
    copies.allWith(primary);
  }

  boolean undisturbed() {
    return events == 0;
  }

  void acknowledged(Server by, int write) {
    copies.acknowledged(write);
    // A side that kept the primary and a replica stays writable when the operator has gone on.
    if (events > 1 && !world.record.namesPrimary(by.ordinal)) {
      copies.excuse(write);
    }
    var other =
        world.pods.stream()
            .filter(p -> p.server != by && World.routable(p) && p.server.writable())
            .findFirst();
    if (other.isPresent() && events < 2) {
      throw new AssertionError(
          World.name(by.ordinal)
              + " acknowledges while the Service leads to "
              + World.name(other.get().server.ordinal));
    }
  }

  void died() {
    var alone = single && world.persistence != Persistence.AOF;
    if (events > 1 || alone) {
      var none = events >= TOO_MANY;
      copies.excuseWithout(s -> !none && s.running && positioned(s));
    }
  }

  /** All processes end at once: only an AOF has what was acknowledged last. */
  void allEnd() {
    if (world.persistence != Persistence.AOF) {
      copies.excuseWithout(s -> false);
    }
  }

  void onlyDiskLost() {
    copies.excuseWithout(s -> false);
  }

  /** It replicated in this process, so that its offset means something. */
  private static boolean positioned(Server s) {
    return s.master || s.replication.linkUp || s.replication.linkDownAt >= 0;
  }

  /** The operator alone being cut off is no reason to withdraw a primary. */
  void abandons() {
    if (settled > SETTLED) {
      throw new AssertionError("a primary that serves with all its replicas is replaced");
    }
  }

  /** By the operator, for what it saw when all were held. */
  void promotes(Member target, Topology frozen, Since since) {
    if (events > 1) {
      var waits = since.lastSign().map(at -> at.plus(PATIENCE)).filter(world.instant()::isBefore);
      var none = events >= TOO_MANY;
      copies.chooseAmong(
          s -> !none && positioned(s) && (answers(frozen, s) || waits.isPresent() && awaited(s)));
    }
    if (world.userDecided) {
      copies.chooseAmong(s -> s.ordinal == target.ordinal());
    }
    var server = world.servers.get(target.ordinal());
    var anew = world.persistence == Persistence.NONE || world.userDecided;
    if (!anew && server.data.epoch() < world.record.served()) {
      throw new AssertionError("an old disk becomes primary of a served set");
    }
    serves(server);
  }

  /** By the operator or by boot.sh. */
  void serves(Server server) {
    var anew = world.persistence == Persistence.NONE || world.userDecided;
    if (!anew && server.data.empty() && world.record.served() > 0) {
      throw new AssertionError("an empty member becomes primary of a served set");
    }
  }

  /** By a full synchronisation. */
  void replaces(Server member, Server source) {
    var gone = (BitSet) member.taken.clone();
    gone.and(member.data.writes);
    gone.andNot(source.data.writes);
    gone.andNot(member.setAside);
    if (!gone.isEmpty()) {
      throw new AssertionError(
          World.name(member.ordinal) + " drops writes of its own that were not set aside: " + gone);
    }
  }

  /** Nobody's connection ends at a former primary for ever. */
  void nobodyIsLeftBehind() {
    world
        .users
        .leftBehind()
        .ifPresent(
            s -> {
              throw new AssertionError("a client is left at " + World.name(s.ordinal));
            });
  }

  /** With one pod less than there ought to be, users can write again, whenever that one is back. */
  private void opens() {
    var pods = Math.min(world.set.size, world.wish.replicas);
    var spared = pods > 1 && world.wish.minReplicas() < pods - 1;
    if (world.operator.down()
        || !world.wasHealthy
        || events > 1
        || !spared
        || world.order.writable()) {
      closed = 0;
    } else if (++closed > LONGEST) {
      throw new AssertionError("nobody can write for more than %d s".formatted(LONGEST / 10));
    }
  }

  private static boolean answers(Topology frozen, Server s) {
    return frozen.member(s.ordinal).filter(Member::loaded).isPresent();
  }

  private boolean awaited(Server s) {
    return s.running && !s.master && !world.record.namesPrimary(s.ordinal);
  }

  void everyTick() {
    single |= world.set.size == 1;
    var labelled = 0;
    for (var pod : world.pods) {
      labelled += pod.exists && "primary".equals(pod.role) ? 1 : 0;
    }
    if (labelled > 1) {
      throw new AssertionError("two pods behind the Service of the primary");
    }
    settled = world.order.serves() ? settled + 1 : 0;
    opens();
  }
}
