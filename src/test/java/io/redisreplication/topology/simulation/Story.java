package io.redisreplication.topology.simulation;

import java.util.OptionalInt;

/** Faults that meet at a bad moment; by chance alone they would do so once in 100,000 histories. */
enum Story {
  /** C3: nobody tells the new primary's next process of its epoch, and the old one still serves. */
  NEW_PRIMARY_RESTARTS {
    @Override
    void happen(World w) {
      var fault = w.chance(0.5) ? Fault.HANGS : Fault.NODE_CUT_OFF;
      if (replaced(w, fault, w.primary())) {
        w.run(w.between(0, 10));
        w.operator.crash(w.between(50, 600));
        w.run(w.between(0, 5));
        w.fault(Fault.CONTAINER_CRASH, w.primary());
      }
    }
  },
  /** C13: the replica that has everything is out of sight when the primary is lost. */
  BEST_COPY_OUT_OF_SIGHT {
    @Override
    void happen(World w) {
      var others = w.others();
      if (others.size() == 2) {
        w.fault(Fault.LINKS_CUT, others.get(0));
        w.run(w.between(5, 40));
        w.fault(Fault.OPERATOR_CUT_OFF, others.get(1));
        w.run(w.between(0, 5));
        w.fault(w.chance(0.5) ? Fault.CONTAINER_CRASH : Fault.POD_REMOVED, w.primary());
      }
    }
  },
  /** C6: the former primary is back, those that have served since are gone. */
  OLD_DISK_ALONE {
    @Override
    void happen(World w) {
      var former = w.primary();
      if (replaced(w, Fault.NODE_LOST, former)) {
        w.run(w.between(0, 30));
        w.others().stream().filter(p -> p != former).forEach(p -> w.fault(Fault.NODE_LOST, p));
        w.fault(Fault.NODE_LOST, w.primary());
      }
    }
  },
  /** C8: an operator sleeps while its request is on the way, and another one decides. */
  FORMER_LEADER {
    @Override
    void happen(World w) {
      var fault = w.chance(0.5) ? Fault.CONTAINER_CRASH : Fault.POD_REMOVED;
      w.fault(fault, w.primary());
      for (int requests = w.between(1, 5); requests > 0; requests--) {
        w.until(w.operator::sending, 300);
        w.run(1);
      }
      if (w.until(w.operator::sending, 300)) {
        w.tell("--- operator falls asleep");
        w.operator.sleep(w.between(151, 400));
        w.run(w.between(0, 300));
        w.fault(fault, w.primary());
      }
    }
  },
  /** The target of a hand-over is lost for long, right after the primary has given up its role. */
  HAND_OVER_STOPS {
    @Override
    void happen(World w) {
      var others = w.others();
      if (others.isEmpty()) {
        return;
      }
      var to = others.get(0);
      w.wish.switchoverTo = OptionalInt.of(to.server.ordinal);
      var from = w.primary().server;
      if (w.until(() -> from.failover.inProgress, 300)) {
        w.run(w.between(0, 1));
        w.fault(Fault.POD_REMOVED, to);
        to.creatableAt = w.now + 3000;
        w.operator.crash(w.between(1, 20));
      }
      w.wish.switchoverTo = OptionalInt.empty();
    }
  },
  /** The only pod still believes to be the only one. */
  SCALED_UP_AND_CRASHED {
    @Override
    void happen(World w) {
      if (w.set.size == 1) {
        w.wish.replicas = w.between(2, 3);
        w.run(w.between(50, 300));
        if (w.chance(0.5)) {
          w.fault(Fault.POD_REMOVED, w.pods.get(1));
        }
        w.fault(Fault.CONTAINER_CRASH, w.primary());
        w.operator.crash(w.between(1, 200));
      }
    }
  },
  /** C10: a replica has everything in memory and not yet on its disk. */
  ALL_CRASH_DURING_A_REWRITE {
    @Override
    void happen(World w) {
      var others = w.others();
      if (others.isEmpty() || w.persistence != Persistence.AOF) {
        return;
      }
      var to = others.get(0);
      to.delete();
      if (w.until(() -> !to.server.written(), 600)) {
        w.wish.switchoverTo = OptionalInt.of(to.server.ordinal);
        w.until(() -> to.server.written() || w.record.namesPrimary(to.server.ordinal), 300);
        w.run(w.between(10, 30));
        w.fault(Fault.ALL_CONTAINERS_CRASH, to);
        w.wish.switchoverTo = OptionalInt.empty();
      }
    }
  },
  /** Its data is gone for good; the user has to say so. */
  ONLY_DISK_WIPED {
    @Override
    void happen(World w) {
      if (w.set.size == 1 && w.persistence == Persistence.AOF) {
        w.promises.onlyDiskLost();
        w.fault(Fault.DISK_WIPED, w.primary());
      }
    }
  };

  abstract void happen(World w);

  /** The operator has gone on without it. */
  private static boolean replaced(World w, Fault fault, Pod primary) {
    var epoch = w.record.epoch();
    w.fault(fault, primary);
    return w.until(() -> w.record.served() > epoch, 500);
  }
}
