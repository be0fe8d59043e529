package io.redisreplication.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Everything a decision is made from, apart from the clock.
 *
 * @param members the pods that exist, by ordinal
 * @param record what was written down last
 * @param wishes the part of the spec that matters here
 * @param spareVolumes volumes of claims of this set that no existing pod uses (ordinals >=
 *     replicas)
 */
public record Topology(
    List<Member> members,
    TopologyRecord record,
    Wishes wishes,
    List<String> spareVolumes,
    OptionalLong secondsSinceLoss) {

  public Optional<Member> recordedPrimary() {
    return members.stream().filter(m -> record.namesPrimary(m.ordinal())).findFirst();
  }

  /** The master that the record names and that has the marker of its epoch. */
  public Optional<Member> rightfulPrimary() {
    return recordedPrimary()
        .filter(m -> m.loaded() && m.master())
        .filter(m -> record.epoch() > 0 && m.epoch(record.cluster()) == record.epoch());
  }

  /** The same, so long after the loss of the primary. */
  public Topology after(OptionalLong secondsSinceLoss) {
    return new Topology(members, record, wishes, spareVolumes, secondsSinceLoss);
  }

  /** The same members asked again. A held replica still tells since when its link is down. */
  public Topology asked(Map<String, RedisState> answers) {
    var again =
        members.stream().map(m -> m.asked(Optional.ofNullable(answers.get(m.pod())))).toList();
    return new Topology(again, record, wishes, spareVolumes, secondsSinceLoss);
  }

  public Optional<Member> member(int ordinal) {
    return members.stream().filter(m -> m.ordinal() == ordinal).findFirst();
  }

  /** Ordinals that ought to have a pod and have none. */
  public List<Integer> missing() {
    return IntStream.range(0, wishes.replicas()).filter(i -> member(i).isEmpty()).boxed().toList();
  }

  /** The user lets go of disks that are not seen; only for the epoch that he named. */
  public boolean lossAccepted() {
    return wishes.acceptDataLoss().isPresent()
        && wishes.acceptDataLoss().getAsInt() == record.epoch();
  }

  /**
   * See design: link to the rightful primary up and fresh, its marker read, nothing left to write.
   */
  public boolean inSync(Member m) {
    return rightfulPrimary()
        .filter(p -> m.loaded())
        .map(p -> m.redis().orElseThrow())
        .filter(r -> follows(r) && r.linkUp() && !r.syncing() && !r.aofRewriting())
        .filter(r -> r.lastIoSeconds() >= 0 && r.lastIoSeconds() <= FRESH_IO_SECONDS)
        .filter(r -> m.epoch(record.cluster()) == record.epoch())
        .isPresent();
  }

  /** Replicas in sync now: what min-replicas-to-write may ask for without closing the primary. */
  int inSync() {
    return (int) members.stream().filter(this::inSync).count();
  }

  private boolean follows(RedisState r) {
    return rightfulPrimary().filter(p -> r.follows(p.host())).isPresent();
  }

  /** A primary pings its replicas every second (repl-ping-replica-period 1), so two is fresh. */
  static final int FRESH_IO_SECONDS = 2;
}
