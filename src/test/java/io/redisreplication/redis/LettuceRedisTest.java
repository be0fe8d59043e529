package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    server.cli("CLIENT", "PAUSE", "2000", "WRITE");
    var port = Integer.toString(target.port());
    assertThat(server.cli("FAILOVER", "TO", target.host(), port, "TIMEOUT", "2000"))
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
      await().until(() -> killed.size() == 1);
    }
    assertThat(look(one()).linkUp()).isTrue();
    assertThat(look(zero()).connectedReplicas()).isEqualTo(1);
    assertThat(lost).isEmpty();
  }

  @Test
  void nothingIsWrittenBeforeTheMarker() throws Exception {
    redis.hold(zero());
    redis.configure(zero(), Map.of("appendonly", "yes", "appendfsync", "no"));
    awaitState(zero(), state -> !state.aofRewriting());
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
}
