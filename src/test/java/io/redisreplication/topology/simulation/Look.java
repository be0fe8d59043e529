package io.redisreplication.topology.simulation;

import io.redisreplication.topology.RedisState;
import java.util.List;

/** What a server says of itself. */
final class Look {
  private Look() {}

  static RedisState at(Server s) {
    var now = s.world.now;
    return new RedisState(
        "run-" + s.ordinal + "-" + s.run,
        "7.0.15",
        s.loading(),
        s.master,
        s.master ? "" : s.host < 0 ? RedisState.HELD_HOST : World.host(s.host),
        s.master ? 0 : s.host < 0 ? -s.host : 6379,
        s.linkUp,
        s.linkUp ? (now - s.lastIo) / 10 : -1,
        s.master || s.linkUp || s.linkDownAt < 0 ? -1 : (now - s.linkDownAt) / 10,
        false,
        s.syncing,
        s.replid,
        s.replid2,
        s.secondOffset,
        s.offset,
        s.world.persistence == Persistence.AOF,
        !s.written(),
        s.data.writes.isEmpty(),
        s.minReplicas,
        0,
        s.loading() ? List.of() : List.copyOf(s.data.markers.values()));
  }
}
