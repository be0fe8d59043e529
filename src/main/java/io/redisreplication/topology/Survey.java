package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether everybody who could have the data was asked. A copy that is missed may be the one that a
 * client's WAIT was answered for.
 */
final class Survey {
  /** From the last sign of the primary; then it goes on with those that are there. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Survey() {}

  /** Members that have not said what they have; empty when all have. */
  static String unseen(Topology t) {
    return IntStream.range(0, size(t))
        .filter(i -> t.member(i).filter(Member::loaded).isEmpty())
        .mapToObj(i -> t.member(i).map(Member::pod).orElse("ordinal " + i))
        .collect(joining(", "));
  }

  static boolean complete(Topology t) {
    return unseen(t).isEmpty();
  }

  /**
   * Why it is too early to choose among those that are there: while a former primary is away, its
   * replicas must all be there and be comparable.
   */
  static Optional<String> incomplete(Topology t) {
    if (complete(t)) {
      return Optional.empty();
    }
    var positioned = Positions.comparable(t).stream().map(Member::ordinal).toList();
    var newest = FailoverPolicy.highestEpoch(t);
    var cluster = Election.cluster(t).orElse("");
    var former = former(t, positioned);
    var open =
        IntStream.range(0, size(t))
            .filter(i -> !former.contains(i))
            .filter(i -> !positioned.contains(i))
            .filter(
                i ->
                    t.member(i)
                        .filter(Member::loaded)
                        .filter(m -> m.epoch(cluster) < newest)
                        .isEmpty())
            .mapToObj(i -> t.member(i).map(Member::pod).orElse("ordinal " + i))
            .collect(joining(", "));
    return open.isEmpty() ? Optional.empty() : Optional.of(open);
  }

  /**
   * Whom nobody waits for. In the middle of a change two may have been primary last, and either of
   * them may have been the other's replica. One that has lost its link to the other and can be
   * compared has all that it may have acknowledged itself: its process did not end since. Then only
   * the other one is left.
   */
  private static Set<Integer> former(Topology t, List<Integer> positioned) {
    var suspects = Liveness.suspects(t);
    if (suspects.size() > 1) {
      suspects.removeIf(
          i -> positioned.contains(i) && t.member(i).filter(Positions::linked).isPresent());
    }
    return suspects.size() == 1 ? suspects : Set.of();
  }

  /** How long it is still worth to wait for them. */
  static Duration patience(Since since, Instant now) {
    return Duration.between(now, since.lastSign().orElse(now).plus(PATIENCE));
  }

  private static int size(Topology t) {
    var highest = t.members().stream().mapToInt(m -> m.ordinal() + 1).max().orElse(0);
    return Math.max(t.wishes().replicas(), highest);
  }
}
