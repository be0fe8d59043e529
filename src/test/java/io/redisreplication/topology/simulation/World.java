package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.TopologyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** One history: a set, its users, its operator and what goes wrong. A seed gives it again. */
final class World {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Most pods that a history scales to. */
  static final int LARGEST = 5;

  /** How often it is looked whether all is well. */
  private static final int LOOK = 5;

  final List<Pod> pods = new ArrayList<>();
  final List<Server> servers = new ArrayList<>();
  final List<String> history = new ArrayList<>();
  final Persistence persistence;
  final Network network;
  final StatefulSet set;
  final Wish wish;
  final Users users;
  final Promises promises = new Promises(this);
  Operator operator;
  TopologyRecord record = TopologyRecord.ofNewSet("c");
  int now;

  /** Every disk had the data once. */
  boolean wasHealthy;

  /** He chose among copies, or let go of disks. */
  boolean userDecided;

  private final List<Operator> formerOperators = new ArrayList<>();
  private final TreeMap<Integer, List<Runnable>> later = new TreeMap<>();
  private final Random random;
  private int replids;

  World(long seed, int replicas, Persistence persistence, boolean ordered) {
    random = new Random(seed);
    this.persistence = persistence;
    network = new Network(this, LARGEST);
    set = new StatefulSet(this, replicas, ordered);
    wish = new Wish(this, replicas);
    users = new Users(this, LARGEST);
    for (int i = 0; i < LARGEST; i++) {
      pods.add(new Pod(this, i));
      servers.add(pods.get(i).server);
    }
    operator = new Operator(this);
  }

  void tick() {
    now++;
    while (!later.isEmpty() && later.firstKey() <= now) {
      later.pollFirstEntry().getValue().forEach(Runnable::run);
    }
    set.tick();
    pods.forEach(Pod::tick);
    formerOperators.forEach(Operator::tick);
    operator.tick();
    users.tick();
    promises.everyTick();
    if (now % LOOK == 0) {
      allInSync().ifPresent(this::everybodyHasEverything);
    }
  }

  void later(int ticks, Runnable what) {
    later.computeIfAbsent(now + ticks, t -> new ArrayList<>()).add(what);
  }

  /** Nothing that has begun goes on. */
  boolean quiet() {
    return later.isEmpty();
  }

  // ---- what the others ask

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  String newReplid() {
    return "history-" + ++replids;
  }

  Instant instant() {
    return instant(now);
  }

  Instant instant(int tick) {
    return START.plusMillis(tick * 100L);
  }

  static String name(int ordinal) {
    return "redis-" + ordinal;
  }

  static String host(int ordinal) {
    return name(ordinal) + ".redis-headless.test.svc";
  }

  /** Its process takes what the operator sends. */
  boolean reachable(Pod pod) {
    return pod.exists
        && pod.server.running
        && network.operatorReaches(pod.server.ordinal)
        && !network.refusesOperator(pod.server.ordinal);
  }

  boolean answersOperator(Pod pod) {
    return reachable(pod) && !pod.server.hung();
  }

  static boolean routable(Pod pod) {
    return pod.exists && "primary".equals(pod.role) && pod.server.running && pod.server.master;
  }

  // ---- what they do

  void write(TopologyRecord next) {
    record = next;
    tell(
        "record: epoch "
            + next.epoch()
            + " primary "
            + next.primary()
            + " served "
            + next.served());
    set.changed();
  }

  void replaceOperator(int after) {
    formerOperators.add(operator);
    operator = new Operator(this);
    operator.crash(after);
  }

  void tell(String what) {
    history.add("%6.1f s  %s".formatted(now / 10.0, what));
  }

  /** The operator has nothing left to do, and the set is what the user wants. */
  boolean healthy() {
    return operator.decision instanceof Decision.Steady
        && set.size == wish.replicas
        && pods.stream().allMatch(p -> !p.exists || p.template == set.template)
        && allInSync().isPresent();
  }

  /** The served primary, when all pods are behind it. */
  private Optional<Server> allInSync() {
    if (record.epoch() == 0 || record.served() < record.epoch()) {
      return Optional.empty();
    }
    for (var pod : pods) {
      var primary = pod.server;
      if (routable(pod) && primary.awake() && !primary.data.markers.isEmpty()) {
        return pods.stream().allMatch(p -> inOrder(p, primary))
            ? Optional.of(primary)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Nothing that the user planned takes a pod away now, and no fault is to be mended. */
  boolean undisturbed() {
    return wasHealthy
        && promises.undisturbed()
        && set.size == wish.replicas
        && pods.stream().noneMatch(p -> p.terminating || p.exists && p.template < set.template);
  }

  private void everybodyHasEverything(Server primary) {
    wasHealthy = true;
    promises.allInSync(primary);
  }

  /** For the end of a story. */
  String state() {
    return pods.stream()
        .filter(p -> p.exists)
        .map(p -> "%n         %s; %s".formatted(p, p.server))
        .collect(java.util.stream.Collectors.joining());
  }

  private boolean inOrder(Pod pod, Server primary) {
    if (pod.server.ordinal >= set.size) {
      return !pod.exists;
    }
    return pod.exists && !pod.terminating && (pod.server == primary || inSync(pod.server, primary));
  }

  private boolean inSync(Server s, Server primary) {
    return s.replication.linkedTo(primary)
        && s.written()
        && s.offset >= primary.offset - 3
        && network.connected(s.ordinal, primary.ordinal)
        && s.awake();
  }
}
