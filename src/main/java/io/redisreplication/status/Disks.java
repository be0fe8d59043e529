package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.desired.Names;
import io.redisreplication.topology.Disk;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Disks that take no writes, or soon will not, by what Redis says of them. */
public final class Disks {
  public static final String NEARLY_FULL = "DiskNearlyFull";

  private static final String FULL = "DiskFull";
  private static final String BROKEN = "DiskNotWritable";

  /**
   * Part of a volume that append-only file and rewrite may take; once above, it must shrink more.
   */
  private static final double MUCH = 0.9;

  private static final double LESS = 0.8;

  private Disks() {}

  /** Redis refuses writes; it goes on by itself when a try succeeds. */
  public static Optional<Problem> failing(Topology t) {
    var members = t.members().stream().filter(Member::diskFails).toList();
    if (members.isEmpty()) {
      return Optional.empty();
    }
    var words = members.get(0).diskTrouble().orElseThrow();
    var effect =
        t.rightfulPrimary()
            .filter(Member::diskFails)
            .map(p -> p.pod() + " is the primary and refuses writes until it can write again")
            .orElse("the primary goes on; what these members get is in their memory only");
    var reason = trouble(words).orElse(BROKEN);
    return Optional.of(
        Problem.ofStorage(
            reason,
            "%s: Redis cannot write to its disk (%s); %s: %s"
                .formatted(pods(members), words, effect, remedy(reason))));
  }

  /**
   * The reason for a condition, if it is the disk.
   *
   * @param words of the operating system, as Redis or a shell repeats them
   */
  static Optional<String> trouble(String words) {
    if (words.contains("No space left on device") || words.contains("quota exceeded")) {
      return Optional.of(FULL);
    }
    if (words.contains("Read-only file system")) {
      return Optional.of("DiskReadOnly");
    }
    return words.contains("Input/output error") ? Optional.of(BROKEN) : Optional.empty();
  }

  static String remedy(String reason) {
    return reason.equals(FULL)
        ? "raise spec.storage.size, or make room in /data"
        : "look at the kernel log of its node; a broken disk: delete the claim and the pod while another member is primary";
  }

  /** Writes go on. */
  static Optional<Problem> nearlyFull(
      RedisReplication rr, Facts facts, Optional<RedisReplicationStatus> before) {
    var limit = wasNearlyFull(before) ? LESS : MUCH;
    var members =
        facts.topology().members().stream()
            .filter(m -> crowded(rr, facts.claims(), m, limit))
            .toList();
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.ofStorage(
                NEARLY_FULL,
                "%s: writes go on, but the append-only file needs more room for its next rewrite than is safe: raise spec.storage.size"
                    .formatted(pods(members))));
  }

  private static boolean wasNearlyFull(Optional<RedisReplicationStatus> before) {
    return before.map(RedisReplicationStatus::conditions).stream()
        .flatMap(List::stream)
        .map(Condition::getReason)
        .anyMatch(NEARLY_FULL::equals);
  }

  private static boolean crowded(
      RedisReplication rr, List<PersistentVolumeClaim> claims, Member m, double limit) {
    var disk = m.redis().filter(RedisState::aof).map(RedisState::disk).orElse(Disk.FINE);
    return capacity(claims, Names.claim(rr, m.ordinal()))
        .anyMatch(c -> disk.rewriteFailed() || disk.needed() > c * limit);
  }

  private static Stream<Double> capacity(List<PersistentVolumeClaim> claims, String name) {
    return claims.stream()
        .filter(c -> c.getMetadata().getName().equals(name))
        .map(Claims::capacity)
        .filter(c -> c.signum() > 0)
        .map(Number::doubleValue);
  }

  private static String pods(List<Member> members) {
    return members.stream().map(Member::pod).collect(joining(", "));
  }
}
