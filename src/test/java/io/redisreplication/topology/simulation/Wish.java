package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Wishes;
import java.util.OptionalInt;

/** The spec and the annotations, as the user last left them. */
final class Wish {
  private final World world;
  int replicas;
  OptionalInt primaryOrdinal = OptionalInt.empty();
  OptionalInt switchoverTo = OptionalInt.empty();
  OptionalInt acceptDataLoss = OptionalInt.empty();

  /** Empty: 1 from three pods on. */
  OptionalInt minReplicas = OptionalInt.empty();

  Wish(World world, int replicas) {
    this.world = world;
    this.replicas = replicas;
  }

  int minReplicas() {
    return Math.min(minReplicas.orElse(replicas >= 3 ? 1 : 0), replicas - 1);
  }

  Wishes wishes() {
    return new Wishes(
        Math.max(replicas, world.set.size),
        replicas,
        primaryOrdinal,
        switchoverTo,
        acceptDataLoss,
        minReplicas(),
        world.persistence == Persistence.NONE,
        "new",
        Wishes.Failover.DEFAULT,
        Wishes.Update.DEFAULT);
  }

  String words() {
    return "replicas %d, primaryOrdinal %s, switchover-to %s, min-replicas %d, accept-data-loss %s"
        .formatted(replicas, primaryOrdinal, switchoverTo, minReplicas(), acceptDataLoss)
        .replace("Optional", "")
        .replace("Int", "");
  }
}
