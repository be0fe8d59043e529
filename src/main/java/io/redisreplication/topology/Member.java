package io.redisreplication.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * One pod of the set and what its Redis said.
 *
 * @param uid of the pod: another one of the same name has another
 * @param host DNS name under which the others follow it
 * @param volume PersistentVolume with its data; empty when it has none
 * @param started when the pod was started; it has its address since then
 * @param previousEnd when the process before this one ended, as its kubelet saw it; empty when
 *     nobody saw it (a new pod, a rebooted node)
 * @param restartedInPlace its container was started again in the same pod: boot.sh may let it serve
 *     again by itself
 * @param terminating the pod is being deleted
 * @param ready its pod is Ready
 * @param outdated only a new pod can give it what the spec says now
 * @param unconfigured runs without directives of spec.config that Redis takes while it runs
 * @param silence why it did not answer; empty when it did
 * @param redis empty when it did not answer
 */
public record Member(
    String pod,
    String uid,
    int ordinal,
    String host,
    Optional<String> volume,
    Optional<Instant> started,
    Optional<Instant> previousEnd,
    boolean restartedInPlace,
    boolean terminating,
    boolean ready,
    boolean outdated,
    boolean unconfigured,
    Optional<Silence> silence,
    Optional<RedisState> redis) {
  private static final Optional<Silence> UNKNOWN = Optional.of(Silence.UNREACHABLE);

  /** Answers and has read its data. */
  public boolean loaded() {
    return redis.filter(r -> !r.loading()).isPresent();
  }

  public boolean master() {
    return redis.filter(RedisState::master).isPresent();
  }

  public boolean held() {
    return redis.filter(RedisState::held).isPresent();
  }

  /** What it writes does not reach its disk. */
  public boolean diskFails() {
    return diskTrouble().isPresent();
  }

  public Optional<String> diskTrouble() {
    return redis.map(RedisState::disk).flatMap(Disk::trouble);
  }

  boolean heldByOperator() {
    return loaded() && redis.filter(RedisState::heldByOperator).isPresent();
  }

  boolean linkedTo(Member other) {
    return redis.filter(r -> r.follows(other.host()) && r.linkUp()).isPresent();
  }

  public Optional<Marker> marker(String cluster) {
    return redis.flatMap(r -> Marker.highest(r.markers(), cluster));
  }

  /** Epoch of its marker in that cluster; 0 when it has none of it. */
  public int epoch(String cluster) {
    return marker(cluster).filter(m -> m.cluster().equals(cluster)).map(Marker::epoch).orElse(0);
  }

  /**
   * Neither keys nor a marker: nothing is lost with it, and it must never be primary of a served
   * set.
   */
  public boolean empty() {
    return redis.filter(r -> r.empty() && r.markers().isEmpty()).isPresent();
  }

  /**
   * Loaded data of another set, or data without a marker. An undecided cluster knows no strangers.
   */
  public boolean foreign(String cluster) {
    return loaded()
        && !cluster.isEmpty()
        && !empty()
        && marker(cluster).filter(m -> m.cluster().equals(cluster)).isEmpty();
  }

  /** Data from elsewhere, which no marker tells about. */
  public boolean unmarked() {
    return loaded() && !empty() && redis.filter(r -> r.markers().isEmpty()).isPresent();
  }

  /** The same member asked again: it did not answer now what it did not answer before. */
  Member asked(Optional<RedisState> answer) {
    var why = answer.isPresent() ? Optional.<Silence>empty() : silence.or(() -> UNKNOWN);
    return with(why, answer.map(this::silentBefore));
  }

  /**
   * A link that was cut without a word counts as up until repl-timeout: what a replica that is held
   * now said before, of when it last heard of its primary, stays true.
   */
  private RedisState silentBefore(RedisState now) {
    return redis
        .filter(before -> before.linkUp() && now.held() && before.lastIoSeconds() > 0)
        .map(before -> now.withLinkDownFor(now.linkDownSeconds() + before.lastIoSeconds()))
        .orElse(now);
  }

  private Member with(Optional<Silence> why, Optional<RedisState> answer) {
    return new Member(
        pod,
        uid,
        ordinal,
        host,
        volume,
        started,
        previousEnd,
        restartedInPlace,
        terminating,
        ready,
        outdated,
        unconfigured,
        why,
        answer);
  }

  /** This member as if no AOF rewrite ran. */
  public Member withoutAofRewrite() {
    return with(silence, redis.map(RedisState::withoutAofRewrite));
  }
}
