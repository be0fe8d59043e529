package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.TopologyRecord;
import java.util.List;
import java.util.Optional;

/** What boot.sh decides in one round: the table of docs/roles-and-boot.md, row by row. */
final class BootTable {
  /** What the decision does to Redis. */
  enum Act {
    STAY,
    FOLLOW,
    SET_ASIDE_AND_FOLLOW,
    SERVE,
    /** Somebody else has given it a role: boot.sh is done. */
    END
  }

  /**
   * @param row of the table; 0 when it is not asked because the member is no longer held
   */
  record Outcome(int row, Act act) {}

  /**
   * What a pod knows of itself.
   *
   * @param held as boot.sh started it
   * @param token it was ready before in this life of the pod
   * @param appendOnly its append-only file is on and was read at the start
   */
  record Own(
      int ordinal,
      boolean loading,
      boolean held,
      List<Marker> markers,
      boolean keys,
      boolean token,
      boolean appendOnly) {}

  /**
   * Another pod, as it answers.
   *
   * @param answers it does, and has read its data
   */
  record Peer(boolean answers, boolean master, List<Marker> markers) {
    static final Peer SILENT = new Peer(false, false, List.of());
  }

  private BootTable() {}

  /**
   * @param replicas pods that are to exist, as far as this pod knows
   * @param peers all other pods; of a pod that believes to be alone, the next one
   * @param waited for so long that a kubelet has refreshed the mounted record
   */
  static Outcome decide(
      Own own, TopologyRecord record, int replicas, List<Peer> peers, boolean waited) {
    if (!own.held()) {
      return new Outcome(0, Act.END);
    }
    if (own.loading()) {
      return stay(1);
    }
    if (record.epoch() == 0 || record.primary().isEmpty()) {
      return stay(2);
    }
    var marker = Marker.highest(own.markers(), record.cluster());
    var foreign =
        marker
            .map(m -> !m.cluster().equals(record.cluster()))
            .orElse(own.keys() && record.namesPrimary(own.ordinal()));
    if (foreign) {
      return stay(3);
    }
    if (marker.filter(m -> m.epoch() > record.epoch()).isPresent()) {
      return stay(4);
    }
    if (!record.namesPrimary(own.ordinal())) {
      var asked = replicas > 1 || own.ordinal() > 0;
      var later = asked && peers.stream().anyMatch(p -> later(p, record));
      return later ? stay(4) : new Outcome(5, follow(own, record, marker));
    }
    if (marker.filter(m -> m.epoch() == record.epoch()).isEmpty()) {
      return stay(6);
    }
    if (replicas == 1 && own.appendOnly()) {
      return peers.stream().anyMatch(Peer::answers) ? stay(7) : new Outcome(7, Act.SERVE);
    }
    if (!own.token() || !own.appendOnly()) {
      return stay(8);
    }
    return ask(record, peers, waited);
  }

  private static Act follow(Own own, TopologyRecord record, Optional<Marker> marker) {
    var wasPrimary =
        marker.filter(m -> m.primary() == own.ordinal() && m.epoch() < record.epoch()).isPresent();
    return wasPrimary || marker.isEmpty() && own.keys() ? Act.SET_ASIDE_AND_FOLLOW : Act.FOLLOW;
  }

  private static Outcome ask(TopologyRecord record, List<Peer> peers, boolean waited) {
    if (peers.stream().anyMatch(p -> rival(p, record))) {
      return stay(9);
    }
    if (peers.stream().allMatch(Peer::answers)) {
      return new Outcome(10, Act.SERVE);
    }
    return waited ? new Outcome(11, Act.SERVE) : stay(11);
  }

  private static boolean rival(Peer peer, TopologyRecord record) {
    return later(peer, record) || peer.answers() && peer.master();
  }

  private static boolean later(Peer peer, TopologyRecord record) {
    return peer.answers()
        && Marker.highest(peer.markers(), record.cluster())
            .filter(m -> m.cluster().equals(record.cluster()) && m.epoch() > record.epoch())
            .isPresent();
  }

  private static Outcome stay(int row) {
    return new Outcome(row, Act.STAY);
  }
}
