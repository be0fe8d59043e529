package io.redisreplication.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One server of {@link A}: what it says of itself. Starts as boot.sh starts it, held and empty. */
public final class Server {
  private static final String NOTHING = "0".repeat(40);

  final int ordinal;
  private String volume;
  private String uid = "first";
  private boolean inPlace;
  private String version = "7.0.15";
  public boolean aof = true;
  private boolean terminating;
  private boolean ready = true;
  private boolean outdated;
  private boolean unconfigured;
  private boolean handingOver;
  private Silence silence;
  private boolean loading;
  private boolean master;
  private String host = RedisState.HELD_HOST;
  private int port = RedisState.HELD_PORT;
  private boolean linkUp;
  private int lastIo = -1;
  private int linkDown = -1;
  private boolean syncing;
  private boolean rewriting;
  public Disk disk = Disk.FINE;
  private String replid;
  private String replid2 = NOTHING;
  private long secondOffset = -1;
  private long offset;
  private boolean empty = true;
  private int minReplicas;
  private final List<Marker> markers = new ArrayList<>();

  Server(int ordinal, int minReplicas) {
    this.ordinal = ordinal;
    this.minReplicas = minReplicas;
    volume = "pv-" + ordinal;
    replid = "random-" + ordinal;
  }

  public Server held() {
    return toward(RedisState.HELD_HOST, RedisState.HELD_PORT, false);
  }

  public Server heldByOperator() {
    return toward(RedisState.HELD_HOST, RedisState.HELD_BY_OPERATOR_PORT, false);
  }

  public Server follows(int primary) {
    return toward(A.host(primary), 6379, true);
  }

  public Server master() {
    toward("", 0, false);
    master = true;
    return this;
  }

  private Server toward(String newHost, int newPort, boolean up) {
    master = false;
    host = newHost;
    port = newPort;
    linkUp = up;
    lastIo = up ? 0 : -1;
    linkDown = -1;
    return this;
  }

  public Server linkDown(int seconds) {
    linkUp = false;
    lastIo = -1;
    linkDown = seconds;
    return this;
  }

  public Server lastIo(int seconds) {
    lastIo = seconds;
    return this;
  }

  public Server syncing() {
    syncing = true;
    return this;
  }

  public Server marker(int epoch, int primary) {
    return marker(A.CLUSTER, epoch, primary);
  }

  public Server marker(String cluster, int epoch, int primary) {
    return unmarked().andMarker(cluster, epoch, primary);
  }

  public Server andMarker(String cluster, int epoch, int primary) {
    markers.add(new Marker(cluster, epoch, primary, "pv-" + primary));
    return this;
  }

  /** Keys that no marker tells about. */
  public Server unmarked() {
    markers.clear();
    empty = false;
    return this;
  }

  public Server wiped() {
    markers.clear();
    empty = true;
    return restarted();
  }

  public Server at(String history, long position) {
    replid = history;
    offset = position;
    return this;
  }

  /** It went on from that history at that position. */
  public Server continues(String history, long position) {
    replid2 = history;
    secondOffset = position;
    return this;
  }

  public Server rewritingAof() {
    rewriting = true;
    return this;
  }

  /** A new process with AOF: held, a random history at 0, no link ever. */
  public Server restarted() {
    return held().at("random-" + ordinal, 0);
  }

  public Server restartedInPlace() {
    inPlace = true;
    return restarted();
  }

  public Server loading() {
    loading = true;
    return this;
  }

  public Server silent() {
    return silent(Silence.UNREACHABLE);
  }

  public Server silent(Silence why) {
    silence = why;
    return this;
  }

  public Server handingOver() {
    handingOver = true;
    return this;
  }

  public Server recreated() {
    uid = "second";
    return this;
  }

  public Server terminating() {
    terminating = true;
    return this;
  }

  public Server notReady() {
    ready = false;
    return this;
  }

  public Server outdated() {
    outdated = true;
    return this;
  }

  public Server unconfigured() {
    unconfigured = true;
    return this;
  }

  public Server version(String number) {
    version = number;
    return this;
  }

  public Server volume(String name) {
    volume = name;
    return this;
  }

  public Server minReplicas(int inForce) {
    minReplicas = inForce;
    return this;
  }

  public Member member() {
    var state =
        new RedisState(
            "run-" + ordinal,
            version,
            loading,
            master,
            host,
            port,
            linkUp,
            lastIo,
            linkDown,
            handingOver,
            syncing,
            replid,
            replid2,
            secondOffset,
            offset,
            aof,
            rewriting,
            disk,
            empty,
            minReplicas,
            0,
            List.copyOf(markers));
    return new Member(
        "redis-" + ordinal,
        uid,
        ordinal,
        A.host(ordinal),
        Optional.ofNullable(volume),
        Optional.of(uid.equals("first") ? A.NOW.minusSeconds(3600) : A.NOW),
        Optional.empty(),
        inPlace,
        terminating,
        ready,
        outdated,
        unconfigured,
        Optional.ofNullable(silence),
        silence == null ? Optional.of(state) : Optional.empty());
  }
}
