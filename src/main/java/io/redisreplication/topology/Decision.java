package io.redisreplication.topology;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What to do next. One a pass; each is safe to repeat and to be cut off by a crash. */
public sealed interface Decision {

  /** The rightful primary serves, everybody follows or is accounted for. */
  record Steady() implements Decision {}

  /** Do nothing to Redis; the reason is shown in the status. With a deadline: look again then. */
  record Wait(String reason, String message, Optional<Duration> deadline) implements Decision {
    public static final Wait PAUSED =
        until("Paused", "spec.paused: the operator only watches; set it to false to go on");

    static Wait until(String reason, String message) {
      return new Wait(reason, message, Optional.empty());
    }
  }

  /** These are masters and must not be: close the Service, hold them, cut off their clients. */
  record Hold(List<Member> members, String why) implements Decision {}

  /** Hold everybody who is reachable, read again, elect, record, promote. */
  record Promote(String why) implements Decision {}

  /** The recorded primary is master but lacks the marker of its epoch. */
  record Mark(Member primary, Marker marker) implements Decision {}

  /** A master that has the best right though the record does not name it: write that down. */
  record Adopt(Member primary, TopologyRecord record) implements Decision {}

  /** These follow nobody, or the wrong one. */
  record Repoint(List<Member> members, Member primary) implements Decision {}

  /**
   * Former primaries that the operator held: they start again, and boot.sh sets their files aside
   * before they follow.
   */
  record Restart(List<Member> members) implements Decision {}

  /** The epoch is proven: note it in the record and open the Service. */
  record Serve(Member primary) implements Decision {}

  /** min-replicas-to-write of the primary is not the wanted one. */
  record Fence(Member primary, int minReplicas) implements Decision {}

  /**
   * A FAILOVER was begun and its operator died: end it. Writes stay paused until the next look has
   * shown who is master.
   */
  record Abort(Member member) implements Decision {}

  /** The primary hands over to a replica in sync; Redis itself does it, so nothing is lost. */
  record SwitchOver(Member from, Member to, TopologyRecord record, String why)
      implements Decision {}

  /** Delete its pod: the StatefulSet makes a new one from the template of now. */
  record Replace(Member member, String why) implements Decision {}

  /** Tell these the directives of spec.config that Redis takes while it runs. */
  record Configure(List<Member> members) implements Decision {}

  /** Markers of epochs before the served one are no longer needed. */
  record Unmark(Member primary, List<Marker> old) implements Decision {}
}
