package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Disk;
import io.redisreplication.topology.RedisState;
import java.util.List;

/** What a server says of itself. */
final class Look {
  private Look() {}

  static RedisState at(Server s) {
    var now = s.world.now;
    var link = s.replication;
    return new RedisState(
        "run-" + s.ordinal + "-" + s.run,
        "7.0.15",
        s.loading(),
        s.master,
        s.master ? "" : s.host < 0 ? RedisState.HELD_HOST : World.host(s.host),
        s.master ? 0 : s.host < 0 ? -s.host : 6379,
        link.linkUp,
        link.linkUp ? (now - link.lastIo) / 10 : -1,
        s.master || link.linkUp || link.linkDownAt < 0 ? -1 : (now - link.linkDownAt) / 10,
        s.failover.inProgress,
        link.syncing,
        s.replid,
        s.replid2,
        s.secondOffset,
        s.offset,
        s.world.persistence == Persistence.AOF,
        !s.written(),
        Disk.FINE,
        s.data.writes.isEmpty(),
        s.minReplicas,
        link.goodReplicas(),
        s.loading() ? List.of() : List.copyOf(s.data.markers.values()));
  }
}
