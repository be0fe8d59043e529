package io.redisreplication.topology;

/** How many pods there may be now. */
public final class ScalePolicy {
  private ScalePolicy() {}

  /**
   * Growing is always fine. Shrinking waits until the primary is one of the pods that stay and has
   * proven its epoch; otherwise it could remove the only pod with the data.
   *
   * @param wanted spec.replicas
   * @param current size of the StatefulSet; 0 when there is none
   */
  public static int size(int wanted, int current, Topology t) {
    if (wanted >= current) {
      return wanted;
    }
    var stays = t.rightfulPrimary().filter(p -> p.ordinal() < wanted).isPresent();
    return stays && t.record().served() == t.record().epoch() ? wanted : current;
  }
}
