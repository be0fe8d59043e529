package io.redisreplication.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A set as the operator sees it, in words of Redis.
 *
 * <pre>
 * A.set(3).record(4, 0).running()                    // redis-0 is the primary of epoch 4, all in sync
 *     .member(1, m -> m.held().marker(3, 1))         // redis-1 booted with older data
 *     .decide();
 * </pre>
 */
public final class A {
  public static final String CLUSTER = "c1";
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final List<Server> servers = new ArrayList<>();
  private final List<String> spare = new ArrayList<>();
  private TopologyRecord record = TopologyRecord.ofNewSet(CLUSTER);
  private OptionalInt preferred = OptionalInt.empty();
  private boolean ephemeral;
  private int minReplicas;
  private OptionalLong lost = OptionalLong.empty();
  private OptionalInt wanted = OptionalInt.empty();
  private OptionalInt switchoverTo = OptionalInt.empty();
  private OptionalInt acceptDataLoss = OptionalInt.empty();
  private Wishes.Failover failover = Wishes.Failover.DEFAULT;
  private Wishes.Update update = Wishes.Update.DEFAULT;
  private Since since = Since.nothing();

  private A(int replicas) {
    minReplicas = replicas >= 3 ? 1 : 0;
    for (int i = 0; i < replicas; i++) {
      servers.add(new Server(i, minReplicas));
    }
  }

  public static String host(int ordinal) {
    return "redis-" + ordinal + ".redis-headless.test.svc";
  }

  /** Fresh pods: held and empty, nothing recorded but the id of the cluster. */
  public static A set(int replicas) {
    return new A(replicas);
  }

  /** Claims were there before the record. */
  public A undecided() {
    record = TopologyRecord.ofExistingClaims();
    return this;
  }

  /** That epoch was served. */
  public A record(int epoch, int primary) {
    record = new TopologyRecord(CLUSTER, epoch, OptionalInt.of(primary), epoch);
    return this;
  }

  public A served(int epoch) {
    record = new TopologyRecord(record.cluster(), record.epoch(), record.primary(), epoch);
    return this;
  }

  /** The recorded primary serves and everybody follows it in sync. */
  public A running() {
    int primary = record.primary().orElseThrow();
    servers.forEach(s -> s.marker(record.epoch(), primary).at("history", 1000));
    servers.forEach(s -> s.follows(primary));
    return member(primary, Server::master);
  }

  /** The primary's pod was re-created on its disk; the replicas lost it that long ago. */
  public A primaryLost(int secondsAgo) {
    int primary = record.primary().orElseThrow();
    running();
    lost = OptionalLong.of(secondsAgo);
    servers.forEach(s -> s.linkDown(secondsAgo));
    return member(primary, Server::restarted);
  }

  /** Every process is a new one: held, histories and offsets are random, disks are as they were. */
  public A allRestarted() {
    running();
    servers.forEach(Server::restarted);
    return this;
  }

  public A member(int ordinal, Consumer<Server> change) {
    servers.stream().filter(s -> s.ordinal == ordinal).forEach(change);
    return this;
  }

  public A without(int ordinal) {
    servers.removeIf(s -> s.ordinal == ordinal);
    return this;
  }

  public A spareVolume(String name) {
    spare.add(name);
    return this;
  }

  public A primaryOrdinal(int ordinal) {
    preferred = OptionalInt.of(ordinal);
    return this;
  }

  public A ephemeral() {
    ephemeral = true;
    return this;
  }

  public A update(boolean rolling, int partition) {
    update = new Wishes.Update(rolling, partition);
    return this;
  }

  public A minReplicas(int wanted) {
    minReplicas = wanted;
    return this;
  }

  /** Only ordinals from here on are updated. */
  public A partition(int ordinal) {
    update = new Wishes.Update(true, ordinal);
    return this;
  }

  /** The user deletes outdated pods. */
  public A onDelete() {
    update = new Wishes.Update(false, 0);
    return this;
  }

  /** spec.replicas, while the pods are still as many as there are. */
  public A wanted(int replicas) {
    wanted = OptionalInt.of(replicas);
    return this;
  }

  public A switchoverTo(int ordinal) {
    switchoverTo = OptionalInt.of(ordinal);
    return this;
  }

  public A acceptDataLoss(int epoch) {
    acceptDataLoss = OptionalInt.of(epoch);
    return this;
  }

  public A withoutFailover() {
    failover = new Wishes.Failover(false, failover.delay(), failover.unresponsiveTimeout());
    return this;
  }

  public A handOverFailed(int secondsAgo) {
    since = since.withFailedHandOver(NOW.minusSeconds(secondsAgo));
    return this;
  }

  public A primaryFailedThere() {
    since = since.withLongerFailback();
    return this;
  }

  public Topology seen() {
    var replicas = servers.stream().mapToInt(s -> s.ordinal + 1).max().orElse(0);
    var wishes =
        new Wishes(
            replicas,
            wanted.orElse(replicas),
            preferred,
            switchoverTo,
            acceptDataLoss,
            minReplicas,
            ephemeral,
            "new",
            failover,
            update);
    return new Topology(servers.stream().map(Server::member).toList(), record, wishes, spare, lost);
  }

  /** A minute after the primary was lost, or after everybody was in sync. */
  public Decision decide() {
    return decideAfter(60);
  }

  /** That many seconds after the primary was lost, or after everybody was in sync. */
  public Decision decideAfter(int seconds) {
    return FailoverPolicy.decide(seen(), since.after(seen(), NOW.minusSeconds(seconds)), NOW);
  }

  /** Seconds until a hand-over is due, when everything has been so for that many seconds. */
  public OptionalLong dueAfter(int seconds) {
    return SwitchoverPolicy.due(seen(), since.after(seen(), NOW.minusSeconds(seconds)), NOW)
        .map(d -> OptionalLong.of(d.toSeconds()))
        .orElse(OptionalLong.empty());
  }

  public Election.Result elect() {
    return Election.elect(seen());
  }

  /** Pod that wins the election, or the reason of the refusal. */
  public String winner() {
    return switch (elect()) {
      case Election.Elected e -> e.member().pod();
      case Election.Refused r -> r.reason();
    };
  }
}
