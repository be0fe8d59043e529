package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettuceRedisTest implements RedisContract, HandOverContract {
  private static final Password SECRET = Password.of("s3cret-word");

  private LettuceRedis redis;
  private RedisServer zero;
  private RedisServer one;

  @BeforeEach
  void start() {
    redis = new LettuceRedis(new AddressResolver(null, Mode.DIRECT));
    zero = new RedisServer();
    one = new RedisServer();
  }

  @AfterEach
  void stop() {
    redis.close();
    zero.close();
    one.close();
  }

  private static Address address(String pod, RedisServer server, Password password) {
    return new Address("test", "redis", pod, "127.0.0.1", "127.0.0.1", server.port, password);
  }

  @Override
  public Redis redis() {
    return redis;
  }

  @Override
  public Address zero() {
    return address("redis-0", zero, Password.NONE);
  }

  @Override
  public Address one() {
    return address("redis-1", one, Password.NONE);
  }

  private RedisServer server(Address member) {
    return member.port() == zero.port ? zero : one;
  }

  @Override
  public void write(Address member) {
    assertThat(server(member).cli("SET", "key", "value")).isEqualTo("OK");
  }

  @Override
  public boolean writable(Address member) {
    return server(member).takesWrite();
  }

  @Override
  public void crash(Address member) {
    server(member).kill();
  }

  @Override
  public void hang(Address member) {
    server(member).signal("STOP");
  }

  @Override
  public void goOn(Address member) {
    server(member).signal("CONT");
  }

  @Override
  public void beginHandOver(Address primary, Address target) {
    var server = server(primary);
    server.cli("CLIENT", "PAUSE", "1000", "WRITE");
    var port = Integer.toString(target.port());
    assertThat(server.cli("FAILOVER", "TO", target.host(), port, "TIMEOUT", "1000"))
        .isEqualTo("OK");
  }

  @Override
  public void awhile() {}

  @Test
  void aPasswordIsGivenAndNeverShown() {
    try (var server = new RedisServer("--requirepass", "s3cret-word")) {
      assertThat(look(address("redis-2", server, SECRET)).master()).isTrue();
      var wrong = redis.observe(List.of(address("redis-2", server, Password.of("other-word"))));
      assertThat(wrong.silent().get("redis-2").words())
          .startsWith("wrong password")
          .doesNotContain("-word");
      var none = redis.observe(List.of(address("redis-2", server, Password.NONE)));
      assertThat(none.silent().get("redis-2").words()).startsWith("wrong password");
    }
    var needless = redis.observe(List.of(address("redis-0", zero, SECRET)));
    assertThat(needless.silent().get("redis-0").words()).startsWith("wrong password");
  }

  @Test
  void aFullServerTakesTheMarker() {
    zero.cli("CONFIG", "SET", "maxmemory", "1mb");
    zero.cli("CONFIG", "SET", "maxmemory-policy", "noeviction");
    zero.cli("SETRANGE", "key", "2000000", "x");
    assertThat(zero.cli("SET", "other", "x")).startsWith("OOM");
    redis.promote(zero(), FIRST, 0);
    assertThat(look(zero()).markers()).containsExactly(FIRST);
    assertThat(zero.cli("CONFIG", "GET", "maxmemory")).endsWith("1048576");
  }

  @Test
  void clientsAreKilledButNotTheOperatorNorReplication() {
    redis.follow(one(), "127.0.0.1", zero.port);
    awaitState(one(), RedisState::linkUp);
    var lost = new CopyOnWriteArrayList<Address>();
    redis.onConnectionLost(lost::add);
    look(zero());
    assertThat(zero.cli("CLIENT", "LIST")).contains("name=redis-replication-operator");
    try (var user = new LettuceRedis(new AddressResolver(null, Mode.DIRECT))) {
      var killed = new CopyOnWriteArrayList<Address>();
      user.onConnectionLost(killed::add);
      user.observe(List.of(zero()));
      redis.killClients(zero());
      await().atMost(Duration.ofSeconds(1)).until(() -> killed.size() == 1);
    }
    assertThat(look(one()).linkUp()).isTrue();
    assertThat(look(zero()).connectedReplicas()).isEqualTo(1);
    assertThat(lost).isEmpty();
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
    try (var gone = new RedisServer();
        var hung = new RedisServer("--requirepass", "s3cret-word")) {
      gone.kill();
      hung.signal("STOP");
      var all =
          List.of(
              zero(),
              one(),
              address("redis-2", gone, Password.NONE),
              new Address("test", "redis", "redis-3", "x", "192.0.2.1", 6379, Password.NONE),
              new Address("test", "redis", "redis-4", "x", "", 6379, Password.NONE),
              address("redis-5", hung, SECRET));
      for (int i = 0; i < 3; i++) {
        var start = System.nanoTime();
        var seen = redis.observe(all);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
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
    await().atMost(Duration.ofSeconds(1)).until(() -> lost.equals(List.of(zero())));
    zero.signal("CONT");
    assertThat(look(zero()).master()).isTrue();
  }

  @Test
  void nothingIsWrittenBeforeTheMarker() throws Exception {
    redis.hold(zero());
    redis.configure(zero(), Map.of("appendonly", "yes"));
    for (int epoch = 1; epoch <= 20; epoch++) {
      var marker = new Marker("6f9a", epoch, 0, "-");
      try (var users = new Writers(zero.port, 4, "written-in-" + epoch)) {
        redis.promote(zero(), marker, 0);
        await().until(users::wrote);
        redis.hold(zero());
      }
      var log = zero.appendOnlyFile();
      assertThat(log.indexOf(marker.library() + "\n")).isPositive();
      assertThat(log.indexOf(marker.library() + "\n"))
          .isLessThan(log.indexOf("written-in-" + epoch + "\r"));
    }
  }

  @Test
  void aRestartedServerIsAnotherOne() {
    var before = look(zero()).runId();
    zero.kill();
    zero.start();
    awaitReachable();
    assertThat(look(zero()).runId()).isNotEqualTo(before);
  }

  private void awaitReachable() {
    await().until(() -> redis.observe(List.of(zero())).silent().isEmpty());
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
    assertThat(look(zero()).master()).isTrue();
  }

  @Test
  void whoSleepsIsSlowAndWakesUp() throws Exception {
    look(zero());
    var sleep = CompletableFuture.runAsync(() -> zero.cli("DEBUG", "SLEEP", "2.5"));
    Thread.sleep(200);
    var start = System.nanoTime();
    for (int i = 0; i < 2; i++) {
      var seen = redis.observe(List.of(zero())).silent().get("redis-0");
      assertThat(seen.silence()).isEqualTo(Silence.UNRESPONSIVE);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2400));
    sleep.join();
    assertThat(look(zero()).master()).isTrue();
  }
}
