package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server holds, as the commands that made it. */
final class Data {
  /**
   * One command of the replication stream.
   *
   * @param write number of a user's write, -1 for none
   * @param at tick in which the primary took it
   */
  record Op(int write, Marker load, String delete, boolean flush, int at) {
    static Op write(int number, int at) {
      return new Op(number, null, null, false, at);
    }

    static Op load(Marker marker, int at) {
      return new Op(-1, marker, null, false, at);
    }

    static Op delete(String library, int at) {
      return new Op(-1, null, library, false, at);
    }

    static Op flush(int at) {
      return new Op(-1, null, null, true, at);
    }
  }

  final List<Op> ops = new ArrayList<>();
  final Map<String, Marker> markers = new TreeMap<>();
  final BitSet writes = new BitSet();

  void append(Op op) {
    ops.add(op);
    if (op.write() >= 0) {
      writes.set(op.write());
    }
    if (op.load() != null) {
      markers.put(op.load().library(), op.load());
    }
    if (op.delete() != null) {
      markers.remove(op.delete());
    }
    if (op.flush()) {
      markers.clear();
    }
  }

  Data copy() {
    return until(Integer.MAX_VALUE);
  }

  /** Without what came later. */
  Data until(int tick) {
    var copy = new Data();
    ops.stream().filter(op -> op.at() <= tick).forEach(copy::append);
    return copy;
  }

  Optional<Marker> newest() {
    return markers.values().stream().max(Comparator.comparingInt(Marker::epoch));
  }

  /** Of its newest marker; 0 without any. */
  int epoch() {
    return newest().map(Marker::epoch).orElse(0);
  }

  boolean empty() {
    return writes.isEmpty() && markers.isEmpty();
  }
}
