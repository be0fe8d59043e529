package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.redis.AddressResolver.Mode;
import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server that may write 100 kB to a file and no more, as on a full disk. It follows in memory, as
 * boot.sh has it.
 */
class FailingDiskTest {
  private final RedisServer server = RedisServer.withLargestFile(200);
  private final LettuceRedis redis = new LettuceRedis(new AddressResolver(null, Mode.DIRECT));
  private final Address address = address("redis-0", server);

  private static Address address(String pod, RedisServer at) {
    return new Address("test", "redis", pod, "127.0.0.1", "127.0.0.1", at.port, Password.NONE);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private void fill() {
    for (int i = 0; i < 20; i++) {
      server.cli("SET", "key" + i, "x".repeat(10_000));
    }
    await().until(() -> look().disk().trouble().isPresent());
  }

  private RedisState look() {
    return redis.observe(List.of(address)).reached().get("redis-0");
  }

  @Test
  void saysWhyAndGoesOnWhenThereIsRoom() {
    assertThat(look().disk().trouble()).isEmpty();
    fill();
    assertThat(look().disk().trouble().orElseThrow())
        .startsWith("Errors writing to the AOF file: ");
    assertThat(look().disk().aofBytes()).isGreaterThan(90_000);
    assertThat(server.takesWrite()).isFalse();
    assertThat(redis.answers(address)).isTrue();

    server.liftLimit();
    await().until(() -> look().disk().trouble().isEmpty());
    assertThat(server.takesWrite()).isTrue();
  }

  /** Every write that it took is there. */
  @Test
  void handsOverToOneWithRoom() {
    try (var other = new RedisServer()) {
      other.cli("REPLICAOF", "127.0.0.1", "" + server.port);
      await().until(() -> look().connectedReplicas() == 1);
      await().until(() -> other.cli("INFO", "replication").contains("master_link_status:up"));
      fill();
      var keys = server.cli("DBSIZE");
      redis.handOver(address, address("redis-1", other), Duration.ofSeconds(2));
      assertThat(other.cli("DBSIZE")).isEqualTo(keys);
      assertThat(other.takesWrite()).isTrue();
      await().until(() -> !look().master() && look().linkUp());
    }
  }
}
