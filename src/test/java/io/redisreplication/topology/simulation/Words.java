package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Member;
import java.util.List;
import java.util.Locale;

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
      case Decision.Restart r -> "restarts " + pods(r.members());
      case Decision.SwitchOver s ->
          s.from().pod() + " shall hand over to " + s.to().pod() + ", " + s.why();
      case Decision.Abort a -> "ends the hand-over of " + a.member().pod();
      case Decision.Replace r -> "replaces " + r.member().pod();
      case Decision.Fence f -> "min-replicas-to-write " + f.minReplicas();
      default -> d.getClass().getSimpleName();
    };
  }

  static String of(Enum<?> what) {
    return what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<String> pods(List<Member> members) {
    return members.stream().map(Member::pod).toList();
  }
}
