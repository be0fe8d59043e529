package io.redisreplication.topology.simulation;

/** Who reaches whom. Each cut ends by itself. */
final class Network {
  /** Clients and the operator are on a side, as pods are; without a partition there is one. */
  static final int MAIN_SIDE = 0;

  private final World world;
  private final int[] linksCutUntil;
  private final int[] operatorCutUntil;
  private final int[] refusesUntil;
  private final int[] side;
  private int partitionUntil;

  Network(World world, int pods) {
    this.world = world;
    linksCutUntil = new int[pods];
    operatorCutUntil = new int[pods];
    refusesUntil = new int[pods];
    side = new int[pods];
  }

  boolean partitioned() {
    return world.now < partitionUntil;
  }

  int side(int pod) {
    return partitioned() ? side[pod] : MAIN_SIDE;
  }

  boolean connected(int a, int b) {
    return world.now >= linksCutUntil[a] && world.now >= linksCutUntil[b] && side(a) == side(b);
  }

  /** The operator is on the main side, and so are the API server and what it tells kubelets. */
  boolean operatorReaches(int pod) {
    return world.now >= operatorCutUntil[pod] && side(pod) == MAIN_SIDE;
  }

  boolean refusesOperator(int pod) {
    return world.now < refusesUntil[pod];
  }

  void cutLinks(int pod, int ticks) {
    linksCutUntil[pod] = world.now + ticks;
  }

  void hideFromOperator(int pod, int ticks) {
    operatorCutUntil[pod] = world.now + ticks;
  }

  /** As with a password that somebody changed on the server. */
  void refuseOperator(int pod, int ticks) {
    refusesUntil[pod] = world.now + ticks;
  }

  /** This pod goes to the other side, alone or with those that are there already. */
  void separate(int pod, int ticks) {
    if (!partitioned()) {
      java.util.Arrays.fill(side, MAIN_SIDE);
    }
    side[pod] = 1;
    partitionUntil = Math.max(partitionUntil, world.now + ticks);
  }
}
