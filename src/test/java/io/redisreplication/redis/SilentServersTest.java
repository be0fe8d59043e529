package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is silent and why, and who only seems to be. */
class SilentServersTest {
  private static final Password SECRET = Password.of("s3cret-word");

  /** Longest time for an answer, for a connection and for a password together. */
  private static final Duration ONE_AFTER_THE_OTHER = Duration.ofMillis(2900);

  private LettuceRedis redis;
  private RedisServer zero;

  @BeforeEach
  void start() {
    redis = new LettuceRedis(new AddressResolver(null, Mode.DIRECT));
    zero = new RedisServer();
  }

  @AfterEach
  void stop() {
    redis.close();
    zero.close();
  }

  private static Address address(String pod, RedisServer server, Password password) {
    return new Address("test", "redis", pod, "127.0.0.1", "127.0.0.1", server.port, password);
  }

  private Address zero() {
    return address("redis-0", zero, Password.NONE);
  }

  private RedisState look(Address member) {
    var seen = redis.observe(List.of(member));
    assertThat(seen.silent()).isEmpty();
    return seen.reached().get(member.pod());
  }

  /** Who was silent before is given less time, and may need more than one look. */
  private void awaitMaster() {
    await()
        .until(
            () ->
                Optional.ofNullable(redis.observe(List.of(zero())).reached().get("redis-0"))
                    .filter(RedisState::master)
                    .isPresent());
  }

  @Test
  void aServerThatIsLoadingIsNotSilent() {
    zero.cli("EVAL", "for i = 1, 2000 do redis.call('SET', i, i) end", "0");
    zero.cli("SAVE");
    zero.kill();
    zero.start("--key-load-delay", "2000", "--loading-process-events-interval-bytes", "1024");
    var loading = look(zero());
    assertThat(loading.loading()).isTrue();
    assertThat(loading.runId()).isNotEmpty();
    assertThat(loading.markers()).isEmpty();
  }

  @Test
  void aReplicaThatHidesStaleDataIsNotSilent() {
    redis.configure(zero(), Map.of("replica-serve-stale-data", "no"));
    redis.hold(zero());
    assertThat(look(zero()).held()).isTrue();
  }

  @Test
  void theDeadDoNotSlowTheAnswer() {
    var lost = new CopyOnWriteArrayList<Address>();
    redis.onConnectionLost(lost::add);
    look(zero());
    zero.signal("STOP");
    try (var one = new RedisServer();
        var gone = new RedisServer();
        var hung = new RedisServer("--requirepass", "s3cret-word")) {
      gone.kill();
      hung.signal("STOP");
      var all =
          List.of(
              zero(),
              address("redis-1", one, Password.NONE),
              address("redis-2", gone, Password.NONE),
              new Address("test", "redis", "redis-3", "x", "192.0.2.1", 6379, Password.NONE),
              new Address("test", "redis", "redis-4", "x", "", 6379, Password.NONE),
              address("redis-5", hung, SECRET));
      for (int i = 0; i < 3; i++) {
        var start = System.nanoTime();
        var seen = redis.observe(all);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ONE_AFTER_THE_OTHER);
        assertThat(seen.reached()).containsOnlyKeys("redis-1");
        assertThat(seen.silent())
            .containsEntry(
                "redis-0", new NoAnswer(Silence.UNRESPONSIVE, "connected, but timed out after 1 s"))
            .containsEntry("redis-2", new NoAnswer(Silence.NOT_RUNNING, "connection refused"))
            .containsEntry(
                "redis-4", new NoAnswer(Silence.UNREACHABLE, "the pod has no address yet"))
            .containsKeys("redis-3", "redis-5");
      }
    }
    await().until(() -> lost.contains(zero()));
    zero.signal("CONT");
    awaitMaster();
  }

  @Test
  void whoCallsItselfOtherwiseIsNotThePod() {
    zero.cli("CONFIG", "SET", "replica-announce-ip", "redis-7.other");
    assertThat(redis.observe(List.of(zero())).silent())
        .containsEntry(
            "redis-0",
            new NoAnswer(
                Silence.REFUSING,
                "another Redis answers at the address of the pod: it calls itself redis-7.other"));
    zero.cli("CONFIG", "SET", "replica-announce-ip", "127.0.0.1");
    assertThat(look(zero()).master()).isTrue();
  }

  /**
   * Redis answers BUSY after busy-reply-threshold, before that nothing; also to new connections.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScriptThatRunsForLongIsNoDeath(boolean connected) {
    zero.cli("CONFIG", "SET", "busy-reply-threshold", "200");
    if (connected) {
      look(zero());
    }
    var script = CompletableFuture.runAsync(() -> zero.cli("EVAL", "while true do end", "0"));
    await().until(() -> zero.cli("PING").startsWith("BUSY"));
    var seen = redis.observe(List.of(zero())).silent().get("redis-0");
    assertThat(seen.silence()).isEqualTo(Silence.UNRESPONSIVE);
    assertThat(seen.words()).startsWith("BUSY");
    assertThat(redis.answers(zero())).isFalse();
    zero.cli("SCRIPT", "KILL");
    script.join();
    awaitMaster();
  }

  @Test
  void whoSleepsIsSlowAndWakesUp() {
    look(zero());
    zero.signal("STOP");
    for (int i = 0; i < 2; i++) {
      var seen = redis.observe(List.of(zero())).silent().get("redis-0");
      assertThat(seen.silence()).as(seen.words()).isEqualTo(Silence.UNRESPONSIVE);
    }
    zero.signal("CONT");
    awaitMaster();
  }

  /** A failover looks several times, and must not wait for those who are known to be silent. */
  @Test
  void whoWasSilentIsNotWaitedForAgain() {
    var gone = new Address("test", "redis", "redis-1", "x", "192.0.2.1", 6379, Password.NONE);
    look(zero());
    zero.signal("STOP");
    var all = List.of(zero(), gone);
    redis.observe(all);
    var first = redis.observe(all);
    var start = System.nanoTime();
    assertThat(redis.observe(all)).isEqualTo(first);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(950));
    zero.signal("CONT");
    await().until(() -> !redis.observe(all).reached().isEmpty());
  }

  /** A process that hangs takes connections, a node that is gone does not. */
  @Test
  void whoHangsIsUnresponsiveToANewConnectionToo() {
    look(zero());
    redis.forget("test", "redis");
    zero.signal("STOP");
    for (int i = 0; i < 3; i++) {
      var silence = redis.observe(List.of(zero())).silent().get("redis-0");
      assertThat(silence.silence()).as(silence.words()).isEqualTo(Silence.UNRESPONSIVE);
    }
    zero.signal("CONT");
  }

  /** An answer that comes too late for one look counts for the next one. */
  @Test
  void whoIsSlowIsSilentOnce() {
    zero.signal("STOP");
    redis.observe(List.of(zero()));
    zero.signal("CONT");

    zero.signal("STOP");
    assertThat(redis.observe(List.of(zero())).silent()).containsKey("redis-0");
    zero.signal("CONT");
    await().until(() -> redis.answers(zero()));

    zero.signal("STOP");
    var later = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
    var wakes = CompletableFuture.runAsync(() -> zero.signal("CONT"), later);
    assertThat(redis.observe(List.of(zero())).reached()).containsKey("redis-0");
    wakes.join();
  }
}
