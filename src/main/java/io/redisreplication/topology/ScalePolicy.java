package io.redisreplication.topology;

/** How many pods there may be now. */
public final class ScalePolicy {
  private ScalePolicy() {}

  /**
   * Growing is always fine. Shrinking waits until the pods that stay have the data and go on taking
   * writes: the primary is one of them and has served its epoch, replicas among them are in sync,
   * and it asks for no more replicas than those.
   *
   * @param wanted spec.replicas
   * @param current size of the StatefulSet; 0 when there is none
   */
  public static int size(int wanted, int current, Topology t) {
    return wanted >= current || mayShrink(wanted, t) ? wanted : current;
  }

  private static boolean mayShrink(int wanted, Topology t) {
    var staying = t.members().stream().filter(m -> m.ordinal() < wanted).filter(t::inSync).count();
    return t.record().served() == t.record().epoch()
        && (wanted == 1 || staying > 0)
        && t.rightfulPrimary()
            .filter(p -> p.ordinal() < wanted)
            .flatMap(Member::redis)
            .filter(r -> r.minReplicas() <= staying)
            .isPresent();
  }
}
