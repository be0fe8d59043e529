package io.redisreplication.topology.simulation;

import java.util.BitSet;
import java.util.function.Predicate;

/** The writes that WAIT 1 has confirmed, and which of them may be gone. */
final class Copies {
  private final World world;
  private final BitSet acknowledged = new BitSet();

  /** More happened than one fault, and then no copy was left in a process that could be asked. */
  private final BitSet excused = new BitSet();

  Copies(World world) {
    this.world = world;
  }

  void acknowledged(int write) {
    acknowledged.set(write);
  }

  void excuse(int write) {
    excused.set(write);
  }

  /** What none of these has may be lost. */
  void excuseWithout(Predicate<Server> counts) {
    var gone = (BitSet) acknowledged.clone();
    world.servers.stream().filter(counts).forEach(s -> gone.andNot(s.data.writes));
    excused.or(gone);
  }

  /**
   * One of these becomes primary: copies elsewhere no longer count. What is nowhere at all by now
   * is not excused by that: somebody was made to drop it.
   */
  void chooseAmong(Predicate<Server> counts) {
    var anywhere = new BitSet();
    for (var s : world.servers) {
      anywhere.or(s.disk.data.writes);
      if (s.running) {
        anywhere.or(s.data.writes);
      }
    }
    var gone = (BitSet) acknowledged.clone();
    gone.and(anywhere);
    world.servers.stream().filter(counts).forEach(s -> gone.andNot(s.data.writes));
    excused.or(gone);
  }

  void allWith(Server primary) {
    var lost = (BitSet) acknowledged.clone();
    lost.andNot(excused);
    lost.andNot(primary.data.writes);
    if (!lost.isEmpty()) {
      throw new AssertionError("acknowledged by WAIT 1 and lost: " + lost);
    }
  }
}
