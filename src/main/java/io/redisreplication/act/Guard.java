package io.redisreplication.act;

import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.TopologyRecord;
import java.time.Clock;
import java.time.Duration;

/**
 * Lets nobody act on what was seen too long ago: an operator that slept meanwhile is no longer the
 * leader, and another one has decided since.
 */
public final class Guard {
  /** Less than the 15 s after which another operator takes the lease. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Records records;
  private final Clock clock;

  public Guard(Records records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  Address address(Seen seen, Member member) {
    requireFresh(seen);
    return seen.addresses().get(member.pod());
  }

  void write(RedisReplication rr, Seen seen, TopologyRecord record) {
    requireFresh(seen);
    records.write(rr, seen.topology().record(), record);
  }

  void requireFresh(Seen seen) {
    if (Duration.between(seen.at(), clock.instant()).compareTo(FRESH) > 0) {
      throw new RedisFailure("what was seen is too old to act on, looking again", null);
    }
  }
}
