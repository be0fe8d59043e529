package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.TopologyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** One history: a set, its users, its operator and what goes wrong. A seed gives it again. */
final class World {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final List<Pod> pods = new ArrayList<>();
  final List<Server> servers = new ArrayList<>();
  final Users users = new Users(this);
  final BitSet acknowledged = new BitSet();
  final List<String> history = new ArrayList<>();
  Operator operator;
  private final List<Operator> formerOperators = new ArrayList<>();
  TopologyRecord record = TopologyRecord.ofNewSet("c");
  int now;
  boolean wasHealthy;
  final Persistence persistence;
  private final Random random;
  private final int[] unseenUntil;
  private int replids;

  World(long seed, int replicas, Persistence persistence) {
    random = new Random(seed);
    this.persistence = persistence;
    unseenUntil = new int[replicas];
    for (int i = 0; i < replicas; i++) {
      pods.add(new Pod(this, i));
      servers.add(pods.get(i).server);
    }
    operator = new Operator(this);
  }

  void tick() {
    now++;
    pods.forEach(Pod::tick);
    formerOperators.forEach(Operator::tick);
    operator.tick();
    users.tick();
    check();
  }

  // ---- what the others ask

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  int minReplicas() {
    return pods.size() >= 3 ? 1 : 0;
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

  boolean visible(Pod pod) {
    return pod.exists && pod.server.running && now >= unseenUntil[pod.server.ordinal];
  }

  void hide(int ordinal, int ticks) {
    unseenUntil[ordinal] = now + ticks;
  }

  void write(TopologyRecord next) {
    record = next;
    tell(
        "record: epoch "
            + next.epoch()
            + " primary "
            + next.primary()
            + " served "
            + next.served());
    pods.forEach(Pod::stale);
  }

  void replaceOperator(int after) {
    formerOperators.add(operator);
    operator = new Operator(this);
    operator.crash(after);
  }

  void killClients(Server server) {
    users.cutOff(server);
  }

  void tell(String what) {
    history.add("%6.1f s  %s".formatted(now / 10.0, what));
  }

  // ---- what must hold

  private void check() {
    var writers = pods.stream().filter(World::routable).count();
    if (writers > 1) {
      throw new AssertionError("two writers behind the Service");
    }
  }

  static boolean routable(Pod pod) {
    return "primary".equals(pod.role) && pod.server.running && pod.server.master;
  }

  /** All processes end at once: only an AOF has what was acknowledged last. */
  void nothingElseHasTheData() {
    if (persistence != Persistence.AOF) {
      acknowledged.clear();
    }
  }

  void checkPromotion(Member target) {
    var anew = persistence == Persistence.NONE && servers.stream().allMatch(s -> s.data.empty());
    if (record.served() > 0 && !anew && servers.get(target.ordinal()).data.empty()) {
      throw new AssertionError("an empty member becomes primary of a served set");
    }
  }

  /** The operator has nothing left to do, and everybody follows the primary. */
  boolean healthy() {
    var primary = pods.stream().filter(World::routable).map(p -> p.server).findFirst();
    return operator.decision instanceof Decision.Steady
        && record.served() == record.epoch()
        && primary
            .filter(p -> !p.data.markers.isEmpty() && servers.stream().allMatch(s -> inSync(s, p)))
            .isPresent();
  }

  private static boolean inSync(Server s, Server primary) {
    return s == primary || s.linkedTo(primary) && s.written() && s.offset >= primary.offset - 3;
  }

  void checkNothingIsLost() {
    var primary =
        pods.stream().filter(World::routable).map(p -> p.server).findFirst().orElseThrow();
    var lost = (BitSet) acknowledged.clone();
    lost.andNot(primary.data.writes);
    if (!lost.isEmpty()) {
      throw new AssertionError("acknowledged by WAIT 1 and lost: " + lost);
    }
  }
}
