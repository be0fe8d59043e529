package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Member;
import java.util.List;

/** Decisions for a reader of a history. */
final class Words {
  private Words() {}

  static String of(Decision d) {
    return switch (d) {
      case Decision.Wait w -> "waits, " + w.message();
      case Decision.Hold h -> "holds " + pods(h.members()) + ", " + h.why();
      case Decision.Promote p -> "wants to promote, " + p.why();
      case Decision.Mark m -> "marks " + m.primary().pod();
      case Decision.Adopt a -> "adopts " + a.primary().pod();
      case Decision.Repoint r -> "repoints " + pods(r.members());
      default -> d.getClass().getSimpleName();
    };
  }

  private static List<String> pods(List<Member> members) {
    return members.stream().map(Member::pod).toList();
  }
}
