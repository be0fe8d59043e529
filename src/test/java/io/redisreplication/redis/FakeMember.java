package io.redisreplication.redis;

import io.redisreplication.topology.Disk;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One server of {@link FakeRedis}, and what happens to it. */
public final class FakeMember {
  final String pod;
  private final FakeRedis net;
  final FakeProcess process = new FakeProcess();
  boolean takesOver = true;
  boolean loading;
  private boolean aofRewriting;
  public Disk disk = Disk.FINE;
  private FakeConfig config = new FakeConfig();

  final FakeLink link;
  final FakeData data;
  final FakeFailover failover;

  FakeMember(FakeRedis net, String pod) {
    this.net = net;
    this.pod = pod;
    link = new FakeLink(net, this);
    data = new FakeData(net.newReplid());
    failover = new FakeFailover(net, this);
  }

  /** No key, no marker. */
  public FakeMember empty() {
    data.clear();
    return this;
  }

  /** A key and the marker of that epoch. */
  public FakeMember withData(String cluster, int epoch, int primary) {
    return withKeys("key").withMarker(new Marker(cluster, epoch, primary, "-"));
  }

  public FakeMember withKeys(String... more) {
    data.keys.addAll(List.of(more));
    return this;
  }

  public FakeMember withMarker(Marker marker) {
    data.markers.put(marker.library(), marker);
    return this;
  }

  /** Its place in a history; without it, its history is its own, as after a restart with AOF. */
  public FakeMember at(String id, long position) {
    data.place(id, position);
    return this;
  }

  /** A master, as without boot.sh. */
  public FakeMember master() {
    link.noOne();
    return this;
  }

  public FakeMember following(String pod) {
    link.follow(net.address(pod).host(), net.address(pod).port());
    return this;
  }

  public FakeMember loading(boolean yes) {
    loading = yes;
    return this;
  }

  public FakeMember aof(boolean yes) {
    config.aof = yes;
    return this;
  }

  public FakeMember aofRewriting(boolean yes) {
    aofRewriting = yes;
    return this;
  }

  /** Its next full synchronisation lasts until the next tick. */
  public FakeMember slowSync() {
    link.slowSync = true;
    return this;
  }

  /** The process ends; its data stay on disk. */
  public FakeMember crash() {
    process.end();
    failover.forget();
    net.lost(this);
    net.settle();
    return this;
  }

  /** A new process on the same data: held, history unknown, as boot.sh with AOF does it. */
  public FakeMember restart() {
    crash();
    process.start();
    config = config.restarted();
    at(net.newReplid(), 0);
    link.restart();
    return this;
  }

  /** A new process on an empty disk. */
  public FakeMember wipe() {
    empty();
    return restart();
  }

  /** The operator cannot reach it; other members can. */
  public FakeMember unreachable() {
    process.unreachable = true;
    net.lost(this);
    return this;
  }

  public FakeMember reachable() {
    process.unreachable = false;
    return this;
  }

  /** The process is stopped; its connections stay open. */
  public FakeMember hang() {
    process.hung = true;
    return this;
  }

  /** A process that was stopped goes on. */
  public FakeMember goOn() {
    process.hung = false;
    net.settle();
    return this;
  }

  /** As target of a hand-over it acknowledges every write and then does nothing any more. */
  public FakeMember neverTakesOver() {
    takesOver = false;
    return this;
  }

  /** A user writes; false when it was refused. */
  public boolean write(String key) {
    net.settle();
    if (!process.answersOthers()
        || failover.paused()
        || !link.master
        || loading
        || connectedReplicas() < config.minReplicas) {
      return false;
    }
    data.keys.add(key);
    data.offset += 10;
    net.settle();
    return true;
  }

  public Set<String> keys() {
    net.settle();
    return data.keys;
  }

  /** Directives that were set since its start. */
  public Map<String, String> config() {
    return config.set();
  }

  RedisState state() {
    return new RedisState(
        process.runId(pod),
        "7.0.15",
        loading,
        link.master,
        link.host(),
        link.port(),
        link.up,
        link.lastIo(),
        link.downSeconds(),
        failover.inProgress(),
        link.syncing,
        data.replid,
        data.replid2,
        data.secondOffset,
        data.offset,
        config.aof,
        aofRewriting,
        disk,
        data.keys.isEmpty(),
        config.minReplicas,
        connectedReplicas(),
        loading ? List.of() : List.copyOf(data.markers.values()));
  }

  void follow(String host, int port) {
    if (failover.inProgress()) {
      throw refused("REPLICAOF: ERR REPLICAOF not allowed while failing over.");
    }
    link.follow(host, port);
  }

  private int connectedReplicas() {
    return (int) net.all().stream().filter(m -> m.link.upTo(this)).count();
  }

  void promote() {
    if (!link.master) {
      link.noOne();
      data.continueAs(net.newReplid());
    }
  }

  void load(Marker marker, int min) {
    config.minReplicas = min;
    if (!link.master) {
      throw refused("FUNCTION: READONLY You can't write against a read only replica.");
    }
    var there = data.markers.putIfAbsent(marker.library(), marker);
    if (there == null) {
      data.offset += 100;
    } else if (!there.equals(marker)) {
      throw refused("FUNCTION: ERR Library '" + marker.library() + "' already exists");
    }
  }

  void delete(Marker marker) {
    if (!link.master) {
      throw refused("FUNCTION: READONLY You can't write against a read only replica.");
    }
    data.markers.remove(marker.library());
    data.offset += 50;
  }

  void limitMinReplicas(int most) {
    config.minReplicas = Math.min(config.minReplicas, most);
  }

  void set(String directive, String value) {
    config.set(directive, value);
  }

  RedisFailure refused(String words) {
    return new RedisFailure(pod + ": " + words, null);
  }
}
