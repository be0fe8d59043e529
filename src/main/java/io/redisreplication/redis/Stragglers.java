package io.redisreplication.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that come to a former primary after its connections were closed, because the proxy of
 * their node does not know yet where the Service leads now. They would stay there for ever, every
 * write refused with READONLY, so the connections are closed some more times.
 */
final class Stragglers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);

  /**
   * Since the change of primary. kube-proxy follows within milliseconds, a busy node in seconds.
   */
  private static final List<Duration> AGAIN =
      List.of(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofSeconds(4));

  private final Calls calls;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stragglers").factory());

  Stragglers(Calls calls) {
    this.calls = calls;
  }

  void expectAt(Address formerPrimary) {
    AGAIN.forEach(
        d -> timer.schedule(() -> closeAt(formerPrimary), d.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Unless it is primary again: then its clients are where they belong. Asking at the address of a
   * pod that has been replaced would cost the new one its connection.
   */
  private void closeAt(Address member) {
    if (!calls.connected(member)) {
      return;
    }
    try {
      var role = Command.list("ROLE");
      calls.send(member, role);
      if (!role.join().getFirst().equals("master")) {
        calls.run(member, Command.killClients());
      }
    } catch (RedisFailure e) {
      LOG.debug("clients of {}: {}", member.pod(), e.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
