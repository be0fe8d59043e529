package io.redisreplication.redis;

import io.redisreplication.topology.Marker;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The port to Redis servers. Looking never throws: a server that cannot be reached is missing from
 * the answer. Acting throws {@link RedisFailure}. Every call is over after about a second a member.
 */
public interface Redis {

  /** Looks at all members at once; the key is the pod's name. */
  Observation observe(Collection<Address> members);

  /** {@code REPLICAOF 127.0.0.1 2}: keeps its data, refuses writes and followers. */
  void hold(Address member);

  /** {@code REPLICAOF host port} of the primary's DNS name. */
  void follow(Address member, String host, int port);

  /** {@code SHUTDOWN NOW FORCE}: its container starts again and boot.sh decides anew. */
  void shutDown(Address member);

  /**
   * Makes a held member the primary in one pipelined write, so that the marker is the first write
   * of its epoch: min-replicas-to-write 0, REPLICAOF NO ONE, FUNCTION LOAD, min-replicas-to-write
   * back. A marker of that epoch which is there already counts as loaded when it is the same one.
   */
  void promote(Address member, Marker marker, int minReplicas);

  /** Loads the marker on a primary; min-replicas-to-write is lowered for that one write. */
  void mark(Address primary, Marker marker, int minReplicas);

  /** {@code BGSAVE SCHEDULE}: without an append-only file only a dump has the marker. */
  void save(Address primary);

  /** Whether it answers PING within a second; cheap enough for a heartbeat. */
  boolean answers(Address member);

  /**
   * Hands the primary's role to a replica: CLIENT PAUSE ... WRITE and {@code FAILOVER TO <its DNS
   * name> port TIMEOUT ...}, which waits until the target has acknowledged every write; the target
   * is asked to do so at once; when it is master, the clients of the former primary are closed. Its
   * min-replicas-to-write is at most 1 then, because only the former primary follows at once. A
   * crash at any step leaves a pause that ends by itself, and a FAILOVER that ends by itself or
   * that {@link #abortFailover} ends.
   *
   * @param limit for which writes may be paused; then it is aborted
   * @throws RedisFailure when the target is not known to be master: look again before anything else
   */
  void handOver(Address primary, Address target, Duration limit);

  /**
   * {@code CLIENT PAUSE 1000 WRITE}, {@code FAILOVER ABORT}: the former primary is master again,
   * and takes no writes until somebody had time to see whether the target is one as well. None in
   * progress is no failure.
   */
  void abortFailover(Address member);

  /** Deletes marker libraries by name (replicates to all). */
  void unmark(Address primary, Collection<Marker> old);

  /**
   * {@code CONFIG SET} of each directive, one by one.
   *
   * @return the directives that were refused, with Redis's own words; empty when all were taken
   */
  Map<String, String> configure(Address member, Map<String, String> directives);

  /**
   * {@code CLIENT KILL TYPE normal} and {@code pubsub}, but not the operator's own connection. Now,
   * and some more times in the next seconds while it is no master: proxies may lead more clients
   * there.
   */
  void killClients(Address member);

  /** The same, once. */
  void killClientsOnce(Address member);

  /** Called on an I/O thread when an open connection breaks: it must not block. */
  void onConnectionLost(Consumer<Address> listener);

  /** Closes what is open to that resource's members. */
  void forget(String namespace, String resource);
}
