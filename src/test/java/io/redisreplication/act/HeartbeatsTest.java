package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.redis.Redis;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Its threads are a queue here: what is in it was begun and has no answer yet. */
class HeartbeatsTest {
  private static final ResourceID ID = new ResourceID("redis", "test");
  private static final Address PRIMARY = new FakeRedis().address("redis-0");

  private final Queue<Runnable> asked = new ArrayDeque<>();
  private final List<ResourceID> silent = new ArrayList<>();
  private Predicate<Address> answers = address -> true;
  private final Heartbeats heartbeats = new Heartbeats(redis(), asked::add, silent::add);

  private Redis redis() {
    return (Redis)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Redis.class},
            (proxy, method, args) -> answers.test((Address) args[0]));
  }

  private void answer() {
    while (!asked.isEmpty()) {
      asked.remove().run();
    }
  }

  @Test
  void aPrimaryThatAnswersIsAskedAgain() {
    heartbeats.expect(ID, Optional.of(PRIMARY));
    for (int i = 0; i < 3; i++) {
      heartbeats.ask();
      assertThat(asked).hasSize(1);
      answer();
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void aSilentOneIsTold() {
    answers = address -> false;
    heartbeats.expect(ID, Optional.of(PRIMARY));
    heartbeats.ask();
    answer();
    assertThat(silent).containsExactly(ID);
  }

  @Test
  void aSlowOneIsNotAskedTwice() {
    heartbeats.expect(ID, Optional.of(PRIMARY));
    heartbeats.ask();
    heartbeats.ask();
    assertThat(asked).hasSize(1);
  }

  @Test
  void anAnswerThatCameTooLateIsNoNews() {
    answers = address -> false;
    heartbeats.expect(ID, Optional.of(PRIMARY));
    heartbeats.ask();
    heartbeats.expect(ID, Optional.empty());
    answer();
    heartbeats.ask();
    assertThat(asked).isEmpty();
    assertThat(silent).isEmpty();
  }

  @Test
  void aFailureIsNotTheLastQuestion() {
    answers =
        address -> {
          throw new IllegalStateException("broken");
        };
    heartbeats.expect(ID, Optional.of(PRIMARY));
    heartbeats.ask();
    answer();
    heartbeats.ask();
    assertThat(asked).hasSize(1);
  }
}
