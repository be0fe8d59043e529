package io.redisreplication.topology;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Which offsets mean the same. */
final class Positions {
  /**
   * A link that broke this much before the best one's still belongs to the same loss of the
   * primary: replicas notice it at different times (repl-timeout, probes).
   */
  static final int SAME_LOSS_SECONDS = 15;

  private Positions() {}

  /**
   * Members whose offsets may be compared: their link to the last primary broke in this process at
   * the time it was lost, or they share a history with such a member. An AOF restart has a random
   * history and offset and never a broken link, so it is not among them. If several histories are
   * left, the one whose link broke last wins. Within a history offsets are in order whenever the
   * links broke: one that broke later proves nothing newer, it may have been silent before.
   */
  static List<Member> comparable(Topology t) {
    var candidates = Election.markedWithHighestEpoch(t);
    var atTheLoss = comparable(candidates, t.secondsSinceLoss());
    return atTheLoss.isEmpty() && lostEarlier(t)
        ? comparable(candidates, OptionalLong.empty())
        : atTheLoss;
  }

  /**
   * Without an append-only file nobody serves again by itself (row 8 of boot.sh): a primary that
   * ends time and again was lost when it ended first, and nobody saw that end.
   */
  private static boolean lostEarlier(Topology t) {
    return Survey.complete(t)
        && t.members().stream().flatMap(m -> m.redis().stream()).noneMatch(RedisState::aof);
  }

  private static List<Member> comparable(List<Member> candidates, OptionalLong secondsSinceLoss) {
    var oldest = secondsSinceLoss.orElse(Long.MAX_VALUE - SAME_LOSS_SECONDS) + SAME_LOSS_SECONDS;
    var linked = candidates.stream().filter(m -> linked(m) && linkDown(m) <= oldest).toList();
    var latest = linked.stream().min(Comparator.comparingInt(Positions::linkDown));
    if (latest.isEmpty()) {
      return List.of();
    }
    return candidates.stream()
        .filter(m -> sharesHistory(m.redis().orElseThrow(), latest.get().redis().orElseThrow()))
        .toList();
  }

  private static boolean sharesHistory(RedisState a, RedisState b) {
    return a.replid().equals(b.replid()) || continues(a, b) || continues(b, a);
  }

  /** Either has nothing yet of what came after the earlier history's end. */
  private static boolean continues(RedisState later, RedisState earlier) {
    var end = later.secondReplOffset();
    return later.replid2().equals(earlier.replid())
        && (earlier.offset() < end || later.offset() < end);
  }

  /** It has, or had, a link to a primary in this process. */
  static boolean linked(Member m) {
    return linkDown(m) >= 0;
  }

  private static int linkDown(Member m) {
    var r = m.redis().orElseThrow();
    return r.linkUp() ? Math.max(0, r.lastIoSeconds()) : r.linkDownSeconds();
  }
}
