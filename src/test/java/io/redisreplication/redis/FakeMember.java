package io.redisreplication.redis;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One server of {@link FakeRedis}, and what happens to it. */
public final class FakeMember {
  private static final String NO_REPLID = "0".repeat(40);

  final String pod;
  private final FakeRedis net;
  boolean running = true;
  private String unreachable;
  private int starts = 1;
  private boolean loading;
  private boolean aof = true;
  private boolean aofRewriting;
  private int minReplicas;
  private final Map<String, String> config = new TreeMap<>();

  private boolean master;
  private String host = RedisState.HELD_HOST;
  private int port = RedisState.HELD_PORT;
  private boolean linkUp;
  private int lastIo = -1;
  private int linkDownAt = -1;
  private boolean slowSync;
  private boolean syncing;

  private String replid;
  private String replid2 = NO_REPLID;
  private long secondOffset = -1;
  private long offset;
  private final Set<String> keys = new LinkedHashSet<>();
  private final Map<String, Marker> markers = new TreeMap<>();

  FakeMember(FakeRedis net, String pod) {
    this.net = net;
    this.pod = pod;
    replid = net.newReplid();
  }

  // ---- what a test prepares -------------------------------------------------------------------

  /** No key, no marker. */
  public FakeMember empty() {
    keys.clear();
    markers.clear();
    return this;
  }

  /** A key and the marker of that epoch. */
  public FakeMember withData(String cluster, int epoch, int primary) {
    return withKeys("key").withMarker(new Marker(cluster, epoch, primary, "-"));
  }

  public FakeMember withKeys(String... more) {
    keys.addAll(List.of(more));
    return this;
  }

  public FakeMember withMarker(Marker marker) {
    markers.put(marker.library(), marker);
    return this;
  }

  /** Its place in a history; without it, its history is its own, as after a restart with AOF. */
  public FakeMember at(String id, long position) {
    replid = id;
    offset = position;
    return this;
  }

  /** A master, as without boot.sh. */
  public FakeMember master() {
    master = true;
    return this;
  }

  public FakeMember following(String pod) {
    follow(net.address(pod).host(), net.address(pod).port());
    return this;
  }

  public FakeMember loading(boolean yes) {
    loading = yes;
    return this;
  }

  public FakeMember aof(boolean yes) {
    aof = yes;
    return this;
  }

  public FakeMember aofRewriting(boolean yes) {
    aofRewriting = yes;
    return this;
  }

  /** Its next full synchronisation lasts until the next tick. */
  public FakeMember slowSync() {
    slowSync = true;
    return this;
  }

  // ---- what happens ---------------------------------------------------------------------------

  /** The process ends; its data stay on disk. */
  public FakeMember crash() {
    running = false;
    net.lost(this);
    net.settle();
    return this;
  }

  /** A new process on the same data: held, history unknown, as boot.sh with AOF does it. */
  public FakeMember restart() {
    crash();
    running = true;
    starts++;
    minReplicas = 0;
    config.clear();
    at(net.newReplid(), 0);
    replid2 = NO_REPLID;
    secondOffset = -1;
    master = false;
    follow(RedisState.HELD_HOST, RedisState.HELD_PORT);
    linkDownAt = -1;
    return this;
  }

  /** A new process on an empty disk. */
  public FakeMember wipe() {
    empty();
    return restart();
  }

  /** The operator cannot reach it; other members can. */
  public FakeMember unreachable() {
    unreachable = "timed out after 1 s";
    net.lost(this);
    return this;
  }

  public FakeMember reachable() {
    unreachable = null;
    return this;
  }

  /** A user writes; false when it was refused. */
  public boolean write(String key) {
    net.settle();
    if (!running || !master || loading || connectedReplicas() < minReplicas) {
      return false;
    }
    keys.add(key);
    offset += 10;
    net.settle();
    return true;
  }

  // ---- what a test asks -----------------------------------------------------------------------

  public Set<String> keys() {
    net.settle();
    return keys;
  }

  /** Directives that were set since its start. */
  public Map<String, String> config() {
    return config;
  }

  RedisState state() {
    return new RedisState(
        pod + "-run-" + starts,
        "7.0.15",
        loading,
        master,
        master ? "" : host,
        master ? 0 : port,
        linkUp,
        linkUp ? lastIo : -1,
        master || linkUp || linkDownAt < 0 ? -1 : net.now - linkDownAt,
        syncing,
        replid,
        replid2,
        secondOffset,
        offset,
        aof,
        aofRewriting,
        keys.isEmpty(),
        minReplicas,
        connectedReplicas(),
        loading ? List.of() : List.copyOf(markers.values()));
  }

  String silence() {
    return running ? unreachable : "connection refused";
  }

  private int connectedReplicas() {
    return (int) net.all().stream().filter(m -> m.linkUp && net.behind(m.host) == this).count();
  }

  // ---- commands -------------------------------------------------------------------------------

  void follow(String newHost, int newPort) {
    if (!master && newHost.equals(host) && newPort == port) {
      return;
    }
    breakLink();
    master = false;
    host = newHost;
    port = newPort;
    net.settle();
  }

  void promote() {
    if (!master) {
      breakLink();
      master = true;
      linkDownAt = -1;
      continueAs(net.newReplid());
    }
  }

  void load(Marker marker, int min) {
    minReplicas = min;
    if (!master) {
      throw refused("FUNCTION: READONLY You can't write against a read only replica.");
    }
    var there = markers.putIfAbsent(marker.library(), marker);
    if (there == null) {
      offset += 100;
    } else if (!there.equals(marker)) {
      throw refused("FUNCTION: ERR Library '" + marker.library() + "' already exists");
    }
  }

  void delete(Marker marker) {
    if (!master) {
      throw refused("FUNCTION: READONLY You can't write against a read only replica.");
    }
    markers.remove(marker.library());
    offset += 50;
  }

  void set(String directive, String value) {
    config.put(directive, value);
    switch (directive) {
      case InfoParser.MIN_REPLICAS -> minReplicas = Integer.parseInt(value);
      case InfoParser.AOF -> aof = value.equals("yes");
      default -> {}
    }
  }

  private RedisFailure refused(String words) {
    return new RedisFailure(pod + ": " + words, null);
  }

  // ---- replication ----------------------------------------------------------------------------

  void second() {
    lastIo++;
    slowSync = slowSync && !syncing;
  }

  void replicate() {
    if (!running || master) {
      linkUp = false;
      return;
    }
    var source = net.behind(host);
    if (source == null || source == this || source.loading) {
      breakLink();
    } else if (!linkUp && (source.master || source.linkUp)) {
      connect(source);
    } else if (linkUp) {
      copy(source);
    }
  }

  private void connect(FakeMember source) {
    if (continues(source)) {
      if (!replid.equals(source.replid)) {
        continueAs(source.replid);
      }
    } else if (slowSync) {
      syncing = true;
      return;
    } else {
      net.all().stream().filter(m -> net.behind(m.host) == this).forEach(FakeMember::breakLink);
      replid = source.replid;
      replid2 = NO_REPLID;
      secondOffset = -1;
    }
    syncing = false;
    linkUp = true;
    copy(source);
  }

  /** Whether a partial synchronisation is enough. */
  private boolean continues(FakeMember source) {
    return offset <= source.offset && replid.equals(source.replid)
        || offset < source.secondOffset && replid.equals(source.replid2);
  }

  private void continueAs(String id) {
    replid2 = replid;
    secondOffset = offset + 1;
    replid = id;
  }

  /** A link to a member that was held stays up, but nothing comes over it any more. */
  private void copy(FakeMember source) {
    if (!replid.equals(source.replid)) {
      continueAs(source.replid);
    }
    keys.clear();
    keys.addAll(source.keys);
    markers.clear();
    markers.putAll(source.markers);
    offset = source.offset;
    if (source.master || source.linkUp && source.lastIo == 0) {
      lastIo = 0;
    }
  }

  private void breakLink() {
    if (linkUp) {
      linkUp = false;
      linkDownAt = net.now;
    }
    syncing = false;
  }
}
