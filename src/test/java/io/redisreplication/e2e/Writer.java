package io.redisreplication.e2e;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client in a pod of the set that writes through the primary's Service all the time, each write
 * confirmed by WAIT 1.
 */
final class Writer {
  private static final String STOP = "/run/redis-replication/stop-writer";
  private static final String SCRIPT =
      Redises.WITH_CLI
          + """
          rm -f %s; i=0
          while [ ! -e %s ] && [ $i -lt 5000 ]; do
            i=$((i+1))
            said=$({ echo "SET writer:$i $i"; echo "WAIT 1 1000"; } | $cli -h $1 2>&1 | tr '\\n' ' ')
            case $said in "OK 1 " | "OK 2 ") echo $i ;; esac
            sleep 0.02
          done
          """
              .formatted(STOP, STOP);

  private final Redises redis;
  private final String pod;
  private final CompletableFuture<String> said;

  Writer(RedisSet set, String pod, String service) {
    this.redis = set.redis();
    this.pod = pod;
    this.said = CompletableFuture.supplyAsync(() -> redis.sh(pod, SCRIPT, service));
  }

  /** The numbers whose write was acknowledged by the primary and a replica. */
  List<Integer> stop() throws Exception {
    redis.sh(pod, "touch " + STOP);
    return said.get(20, TimeUnit.SECONDS).lines().map(Integer::valueOf).toList();
  }
}
