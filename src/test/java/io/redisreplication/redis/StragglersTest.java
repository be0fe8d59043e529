package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proxies may lead clients to a former primary after its connections were closed. */
class StragglersTest {
  private static final Duration SECOND_TIME = Duration.ofMillis(900);

  private LettuceRedis redis;
  private RedisServer server;
  private Address address;

  @BeforeEach
  void start() {
    redis = new LettuceRedis(new AddressResolver(null, Mode.DIRECT));
    server = new RedisServer();
    address =
        new Address(
            "test", "redis", "redis-0", "127.0.0.1", "127.0.0.1", server.port, Password.NONE);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void areClosedAgainWhereNobodyIsPrimary() throws IOException {
    redis.hold(address);
    redis.killClients(address);
    try (var late = client()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> closed(late));
    }
  }

  @Test
  void areLeftAloneWhereClientsWereClosedOnce() throws IOException {
    redis.hold(address);
    try (var before = client()) {
      redis.killClientsOnce(address);
      assertThat(closed(before)).isTrue();
    }
    try (var reader = client()) {
      await().during(SECOND_TIME).atMost(Duration.ofSeconds(10)).until(() -> !closed(reader));
    }
  }

  @Test
  void stayWhereItIsPrimaryAgain() throws IOException {
    redis.killClients(address);
    try (var client = client()) {
      await().during(SECOND_TIME).atMost(Duration.ofSeconds(10)).until(() -> !closed(client));
    }
  }

  private Socket client() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
    socket.setSoTimeout(2000);
    assertThat(closed(socket)).isFalse();
    return socket;
  }

  private static boolean closed(Socket socket) {
    try {
      socket.getOutputStream().write("PING\r\n".getBytes());
      return socket.getInputStream().readNBytes(7).length < 7;
    } catch (IOException e) {
      return true;
    }
  }
}
