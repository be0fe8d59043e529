package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Member;
import java.util.BitSet;
import java.util.function.Predicate;

/** What must hold in every history. */
final class Promises {
  /** So many events at once may cost anything but a second writer or an empty primary. */
  private static final int TOO_MANY = 4;

  private final World world;
  private final BitSet acknowledged = new BitSet();

  /** More than one thing happened, and then no copy was left in a process that could be asked. */
  private final BitSet excused = new BitSet();

  /** Faults and planned ends of pods since the set was last healthy. */
  private int events;

  Promises(World world) {
    this.world = world;
  }

  void event() {
    events++;
  }

  /** Everybody has everything: from here on one fault alone must cost nothing again. */
  void allInSync(Server primary) {
    events = 0;
    nothingIsLost(primary);
  }

  boolean undisturbed() {
    return events == 0;
  }

  void acknowledged(Server by, int write) {
    acknowledged.set(write);
    // A side that kept the primary and a replica stays writable when the operator has gone on.
    if (events > 1 && !world.record.namesPrimary(by.ordinal)) {
      excused.set(write);
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
    var alone = world.set.size == 1 && world.persistence != Persistence.AOF;
    if (events > 1 || alone) {
      excuse(s -> s.running && positioned(s));
    }
  }

  /** All processes end at once: only an AOF has what was acknowledged last. */
  void allEnd() {
    if (world.persistence != Persistence.AOF) {
      excuse(s -> false);
    }
  }

  /** It replicated in this process, so that its offset means something. */
  private static boolean positioned(Server s) {
    return s.master || s.replication.linkUp || s.replication.linkDownAt >= 0;
  }

  private void excuse(Predicate<Server> counts) {
    var gone = (BitSet) acknowledged.clone();
    if (events < TOO_MANY) {
      world.servers.stream().filter(counts).forEach(s -> gone.andNot(s.data.writes));
    }
    excused.or(gone);
  }

  void promotes(Member target) {
    if (events > 1) {
      excuse(s -> world.answersOperator(world.pods.get(s.ordinal)) && positioned(s));
    }
    if (world.userDecided) {
      excuse(s -> s.ordinal == target.ordinal());
    }
    var empty = world.servers.get(target.ordinal()).data.empty();
    var anew = world.persistence == Persistence.NONE || world.userDecided;
    if (empty && world.record.served() > 0 && !anew) {
      throw new AssertionError("an empty member becomes primary of a served set");
    }
  }

  void everyTick() {
    var labelled = 0;
    for (var pod : world.pods) {
      labelled += pod.exists && "primary".equals(pod.role) ? 1 : 0;
    }
    if (labelled > 1) {
      throw new AssertionError("two pods behind the Service of the primary");
    }
  }

  private void nothingIsLost(Server primary) {
    var lost = (BitSet) acknowledged.clone();
    lost.andNot(excused);
    lost.andNot(primary.data.writes);
    if (!lost.isEmpty()) {
      throw new AssertionError("acknowledged by WAIT 1 and lost: " + lost);
    }
  }
}
