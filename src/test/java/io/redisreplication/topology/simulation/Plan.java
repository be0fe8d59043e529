package io.redisreplication.topology.simulation;

import java.util.OptionalInt;

/** What the user does on purpose. */
enum Plan {
  SWITCHOVER {
    @Override
    void happen(World w) {
      w.wish.switchoverTo = OptionalInt.of(w.between(0, w.wish.replicas - 1));
      w.later(w.between(20, 300), () -> w.wish.switchoverTo = OptionalInt.empty());
    }
  },
  PRIMARY_ORDINAL {
    @Override
    void happen(World w) {
      w.wish.primaryOrdinal =
          w.chance(0.3) ? OptionalInt.empty() : OptionalInt.of(w.between(0, w.wish.replicas - 1));
    }
  },
  SCALE {
    @Override
    void happen(World w) {
      w.wish.replicas = w.between(1, World.LARGEST);
      if (w.wish.primaryOrdinal.orElse(0) >= w.wish.replicas) {
        w.wish.primaryOrdinal = OptionalInt.empty();
      }
    }
  },
  UPDATE {
    @Override
    void happen(World w) {
      w.set.template++;
    }
  },
  MIN_REPLICAS {
    @Override
    void happen(World w) {
      w.wish.minReplicas = w.chance(0.3) ? OptionalInt.empty() : OptionalInt.of(w.between(0, 2));
    }
  },
  EVICTION {
    @Override
    void happen(World w) {
      w.pods.get(w.between(0, w.set.size - 1)).delete();
    }
  };

  abstract void happen(World w);
}
