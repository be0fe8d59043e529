package io.redisreplication.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.RedisState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only real servers can show: users who write meanwhile, and Redis in the middle of it. */
class HandOverTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** It takes about 40 ms, and ten times that when Redis waits for acknowledgements by itself. */
  private static final int SHORT_MILLIS = 250;

  /** Where redis-1 says it is; it listens on 127.0.0.1 only. */
  private static final String ELSEWHERE = "127.0.0.2";

  private LettuceRedis redis;
  private RedisServer zero;
  private RedisServer one;
  private String announced = "127.0.0.1";

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

  private static Address address(RedisServer server, String pod, String host) {
    return new Address("test", "redis", pod, host, "127.0.0.1", server.port, Password.NONE);
  }

  private Address zero() {
    return address(zero, "redis-0", "127.0.0.1");
  }

  private Address one() {
    return address(one, "redis-1", announced);
  }

  private RedisState look(Address address) {
    return redis.observe(List.of(address)).reached().get(address.pod());
  }

  private void replicate() {
    redis.promote(zero(), RedisContract.FIRST, 0);
    redis.follow(one(), "127.0.0.1", zero.port);
    awaitLink(one());
  }

  private void awaitLink(Address address) {
    await().until(() -> Optional.ofNullable(look(address)).filter(RedisState::linkUp).isPresent());
  }

  @Test
  void usersWaitAMomentAndLoseNothing() throws Exception {
    replicate();
    var pauses = new ArrayList<Double>();
    try (var users = new Users(zero.port, 8)) {
      var from = zero();
      var to = one();
      for (int i = 0; i < 10; i++) {
        awaitMoreWrites(users);
        users.longestPauseMillis();
        users.connectTo(to.port());
        redis.handOver(from, to, LIMIT);
        awaitMoreWrites(users);
        pauses.add(users.longestPauseMillis());
        awaitLink(from);
        var former = from;
        from = to;
        to = former;
      }
      users.close();
      var lost = new HashSet<>(users.acknowledged());
      lost.removeAll(Set.of(zero.cli("--raw", "KEYS", "user-*").split("\n")));
      assertThat(lost).isEmpty();
    }
    assertThat(zero.cli("INFO", "stats")).contains("sync_full:1\r");
    assertThat(one.cli("INFO", "stats")).contains("sync_full:0\r");
    pauses.sort(null);
    assertThat(pauses.get(pauses.size() / 2)).as("of %s", pauses).isLessThan(SHORT_MILLIS);
  }

  private static void awaitMoreWrites(Users users) {
    var before = users.acknowledged().size();
    await().until(() -> users.acknowledged().size() > before + 200);
  }

  /** At once, while writes are paused: afterwards they would be refused with READONLY. */
  @Test
  void clientsOfTheFormerPrimaryAreClosed() throws IOException {
    replicate();
    try (var client = new Socket("127.0.0.1", zero.port)) {
      client.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(7)).asString(US_ASCII).isEqualTo("+PONG\r\n");
      redis.handOver(zero(), one(), LIMIT);
      client.setSoTimeout(SHORT_MILLIS);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** Redis waits for the new primary for ever, and takes no REPLICAOF. */
  @Test
  void aTargetThatDiesBeforeItTakesOver() {
    replicateElsewhere();
    assertThatThrownBy(() -> redis.handOver(zero(), one(), LIMIT))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("redis-1: did not take over within 1000 ms");
    assertPrimaryAgain();
  }

  @Test
  void aTargetThatHangsBeforeItTakesOver() throws IOException {
    replicateElsewhere();
    try (var hung = new ServerSocket(one.port, 1, InetAddress.getByName(ELSEWHERE))) {
      assertThatThrownBy(() -> redis.handOver(zero(), one(), LIMIT))
          .hasMessageContaining("redis-1: did not take over within 1000 ms");
      assertThat(hung.isBound()).isTrue();
    }
    assertPrimaryAgain();
  }

  @Test
  void anOperatorThatDiesBesideADeadTargetLeavesTheRestToTheNextOne() {
    replicateElsewhere();
    assertThat(zero.cli("FAILOVER", "TO", ELSEWHERE, "" + one.port)).isEqualTo("OK");
    await().until(() -> look(zero()).handingOver() && !look(zero()).master());
    assertThatThrownBy(() -> redis.hold(zero())).hasMessageContaining("REPLICAOF");
    redis.abortFailover(zero());
    assertPrimaryAgain();
  }

  private void replicateElsewhere() {
    announced = ELSEWHERE;
    one.cli("CONFIG", "SET", "replica-announce-ip", ELSEWHERE);
    replicate();
  }

  private void assertPrimaryAgain() {
    assertThat(look(zero()).master()).isTrue();
    assertThat(look(zero()).handingOver()).isFalse();
    assertThat(zero.takesWrite()).isFalse();
    await().until(zero::takesWrite);
    awaitLink(one());
    assertThat(zero.cli("INFO", "stats")).contains("sync_full:1\r");
  }
}
