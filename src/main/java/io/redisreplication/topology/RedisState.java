package io.redisreplication.topology;

import java.util.List;

/**
 * What one Redis server said of itself in one look (INFO, FUNCTION LIST, CONFIG GET).
 *
 * @param runId identity of the server process: a restart changes it
 * @param version as in {@code INFO server}: {@code redis_version} (for Valkey {@code
 *     valkey_version})
 * @param loading the data set is still being read from disk; every other field but role may be
 *     wrong until it is over
 * @param master role of the server
 * @param masterHost whom a replica follows; empty on a master
 * @param masterPort 0 on a master
 * @param linkUp the replica's link to {@code masterHost} is up
 * @param lastIoSeconds seconds since the master was last heard, -1 when the link is down
 * @param linkDownSeconds seconds since the link broke; -1 when it is up or was never up in this
 *     process
 * @param handingOver a FAILOVER that this server was told to do has not ended ({@code
 *     master_failover_state}); it refuses REPLICAOF meanwhile
 * @param syncing a full synchronisation is running on this replica
 * @param replid replication id of its history
 * @param replid2 id of the history it continued from, all zeros for none
 * @param secondReplOffset up to where {@code replid2} holds, -1 for none
 * @param offset position in {@code replid}'s history, in bytes
 * @param aof appendonly is on
 * @param aofRewriting an AOF rewrite is running or scheduled
 * @param disk what it could write
 * @param empty no key in any database
 * @param minReplicas {@code min-replicas-to-write} in force
 * @param connectedReplicas replicas connected to this server
 * @param markers every marker in its data
 */
public record RedisState(
    String runId,
    String version,
    boolean loading,
    boolean master,
    String masterHost,
    int masterPort,
    boolean linkUp,
    int lastIoSeconds,
    int linkDownSeconds,
    boolean handingOver,
    boolean syncing,
    String replid,
    String replid2,
    long secondReplOffset,
    long offset,
    boolean aof,
    boolean aofRewriting,
    Disk disk,
    boolean empty,
    int minReplicas,
    int connectedReplicas,
    List<Marker> markers) {

  /**
   * Whom a held member follows: nobody listens there, so it serves no writes and empties nobody.
   */
  public static final String HELD_HOST = "127.0.0.1";

  /** Held by boot.sh, which still has to decide. */
  public static final int HELD_PORT = 1;

  /** Held by the operator: boot.sh has left it alone, or will. */
  public static final int HELD_BY_OPERATOR_PORT = 2;

  public boolean held() {
    return !master
        && HELD_HOST.equals(masterHost)
        && (masterPort == HELD_PORT || masterPort == HELD_BY_OPERATOR_PORT);
  }

  public boolean heldByOperator() {
    return held() && masterPort == HELD_BY_OPERATOR_PORT;
  }

  public boolean follows(String host) {
    return !master && host.equals(masterHost);
  }

  /** This state without what moves by itself: two looks that differ in it are worth a pass. */
  public RedisState shape() {
    var fresh = lastIoSeconds >= 0 && lastIoSeconds <= Topology.FRESH_IO_SECONDS;
    return new RedisState(
        runId,
        version,
        loading,
        master,
        masterHost,
        masterPort,
        linkUp,
        fresh ? 0 : -1,
        -1,
        handingOver,
        syncing,
        "",
        "",
        0,
        0,
        aof,
        aofRewriting,
        disk.shape(),
        empty,
        minReplicas,
        connectedReplicas,
        markers);
  }

  /** The same with a link that broke that long ago, in seconds. */
  RedisState withLinkDownFor(int seconds) {
    return with(seconds, aofRewriting);
  }

  RedisState withoutAofRewrite() {
    return with(linkDownSeconds, false);
  }

  private RedisState with(int linkDown, boolean rewriting) {
    return new RedisState(
        runId,
        version,
        loading,
        master,
        masterHost,
        masterPort,
        linkUp,
        lastIoSeconds,
        linkDown,
        handingOver,
        syncing,
        replid,
        replid2,
        secondReplOffset,
        offset,
        aof,
        rewriting,
        disk,
        empty,
        minReplicas,
        connectedReplicas,
        markers);
  }
}
