package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisreplication.topology.RedisState;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** redis-0 and redis-1, real or not, to show what the port does. */
interface TwoMembers {
  Duration LONG = Duration.ofSeconds(30);

  Redis redis();

  Address zero();

  Address one();

  /** Writes a key as a user does, and has it taken. */
  void write(Address member);

  /** Whether a user's write is taken now; one that is paused is not. */
  boolean writable(Address member);

  /** The server process ends and does not come back. */
  void crash(Address member);

  /** The server process stops, its connections stay open. */
  void hang(Address member);

  /** A server process that hangs goes on. */
  void goOn(Address member);

  /** As much of a hand-over as there is when the operator dies in the middle of it. */
  void beginHandOver(Address primary, Address target);

  /** Some time goes by. */
  void awhile();

  default RedisState look(Address member) {
    var seen = redis().observe(List.of(member));
    assertThat(seen.silent()).isEmpty();
    return seen.reached().get(member.pod());
  }

  /** Who was silent before may need more than one look. */
  default void awaitState(Address member, Predicate<RedisState> expected) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              awhile();
              var state = redis().observe(List.of(member)).reached().get(member.pod());
              return state != null && expected.test(state);
            });
  }

  default void awaitWritable(Address member) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              awhile();
              return writable(member);
            });
  }
}
