package io.redisreplication.topology.simulation;

import io.redisreplication.topology.TopologyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

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
  final Order order = new Order(this);
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
      order.allInSync().ifPresent(this::everybodyHasEverything);
    }
  }

  void later(int ticks, Runnable what) {
    later.computeIfAbsent(now + ticks, t -> new ArrayList<>()).add(what);
  }

  void run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick();
    }
  }

  /** Until it is so, or has not become so for so long. */
  boolean until(BooleanSupplier what, int most) {
    for (int i = 0; i < most && !what.getAsBoolean(); i++) {
      tick();
    }
    return what.getAsBoolean();
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

  Pod primary() {
    return pods.get(record.primary().orElse(0));
  }

  /** Pods beside the primary, in any order. */
  List<Pod> others() {
    var others = new ArrayList<>(pods.subList(0, set.size));
    others.remove(primary());
    Collections.shuffle(others, random);
    return others;
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

  void fault(Fault fault, Pod pod) {
    tell("--- " + Words.of(fault) + " of " + pod.server.ordinal);
    promises.event();
    fault.happen(this, pod);
  }

  void replaceOperator(int after) {
    formerOperators.add(operator);
    operator = new Operator(this);
    operator.crash(after);
  }

  void tell(String what) {
    history.add("%6.1f s  %s".formatted(now / 10.0, what));
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
}
