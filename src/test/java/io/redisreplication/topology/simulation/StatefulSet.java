package io.redisreplication.topology.simulation;

/** What the controller of the StatefulSet does, and what its objects say. */
final class StatefulSet {
  private final World world;
  int size;

  /** Of the pods that are made from now on. */
  int template;

  final boolean ordered;

  StatefulSet(World world, int size, boolean ordered) {
    this.world = world;
    this.size = size;
    this.ordered = ordered;
  }

  Mounted mounted() {
    return new Mounted(world.record, size, world.wish.minReplicas());
  }

  void tick() {
    for (int i = world.pods.size() - 1; i >= size; i--) {
      var pod = world.pods.get(i);
      if (pod.exists) {
        pod.delete();
        if (ordered) {
          return;
        }
      }
    }
    for (int i = 0; i < size; i++) {
      var pod = world.pods.get(i);
      if (!pod.exists && world.now >= pod.creatableAt) {
        pod.create();
      }
      if (ordered && (!pod.ready() || pod.terminating)) {
        return;
      }
    }
  }

  /** An object changed: the kubelets bring it to the pods some time later. */
  void changed() {
    world.pods.forEach(p -> p.refreshBefore(world.between(1, 900)));
  }
}
