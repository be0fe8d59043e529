package io.redisreplication.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.desired.Specs;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.FakeRedis;
import io.redisreplication.redis.Observation;
import io.redisreplication.redis.Redis;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at Redis starts a pass; nothing happens, nothing starts. */
class RedisWatchTest {
  private static final ResourceID ID = new ResourceID("redis", "test");
  private static final Duration PERIOD = Duration.ofMillis(20);

  private final FakeRedis fake = new FakeRedis();
  private final AtomicInteger passes = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final List<ResourceID> forgotten = new ArrayList<>();
  private final RedisWatch watch =
      new RedisWatch(redis(), (id, seen) -> looks.incrementAndGet(), forgotten::add);

  /** The fake one, which breaks as often as {@link #failures} says. */
  private Redis redis() {
    return (Redis)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Redis.class},
            (proxy, method, args) -> {
              if (method.getName().equals("observe") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("broken");
              }
              try {
                return method.invoke(fake, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @BeforeEach
  void start() {
    fake.member("redis-0").withData("c1", 1, 0).master();
    fake.member("redis-1").following("redis-0");
    watch.setEventHandler(event -> passes.incrementAndGet());
    watch.start();
    watch.onResourceCreated(Specs.minimal());
  }

  @AfterEach
  void stop() {
    watch.onResourceDeleted(Specs.minimal());
    watch.stop();
  }

  private void expectAsSeen() {
    var addresses = List.<Address>of(fake.address("redis-0"), fake.address("redis-1"));
    watch.expect(ID, addresses, Optional.empty(), fake.observe(addresses), PERIOD);
  }

  private void awaitLooks(int more) {
    var goal = looks.get() + more;
    await().atMost(Duration.ofSeconds(5)).until(() -> looks.get() >= goal);
  }

  @Test
  void nothingHappens() {
    expectAsSeen();
    awaitLooks(5);
    assertThat(passes).hasValue(0);
  }

  @Test
  void offsetsThatMoveAreNoNews() {
    expectAsSeen();
    fake.member("redis-0").write("key");
    awaitLooks(5);
    assertThat(passes).hasValue(0);
  }

  @Test
  void aRoleThatChangesIsNews() {
    expectAsSeen();
    fake.member("redis-1").master();
    await().until(() -> passes.get() > 0);
  }

  @Test
  void looksSoonAfterAPassAndThenLessOften() {
    var addresses = List.<Address>of(fake.address("redis-0"), fake.address("redis-1"));
    watch.expect(ID, addresses, Optional.empty(), fake.observe(addresses), Duration.ofHours(1));
    fake.member("redis-1").master();
    await().until(() -> passes.get() > 0);
    var soon = looks.get();
    await().during(Duration.ofSeconds(1)).until(() -> looks.get() <= soon + 4);
  }

  @Test
  void aBrokenConnectionIsNewsAtOnce() {
    var addresses = List.<Address>of(fake.address("redis-0"), fake.address("redis-1"));
    watch.expect(ID, addresses, Optional.empty(), fake.observe(addresses), Duration.ofHours(1));
    fake.member("redis-1").crash();
    await().until(() -> passes.get() > 0);
  }

  @Test
  void aPrimaryThatHangsIsNewsWithinSeconds() {
    var zero = fake.address("redis-0");
    var hour = Duration.ofHours(1);
    watch.expect(ID, List.of(zero), Optional.of(zero), fake.observe(List.of(zero)), hour);
    fake.member("redis-0").hang();
    await().until(() -> passes.get() > 0);
  }

  @Test
  void aLookThatBreaksIsNotTheLastOne() {
    failures.set(3);
    expectAsSeen();
    awaitLooks(3);
    fake.member("redis-1").master();
    await().until(() -> passes.get() > 0);
  }

  @Test
  void aDeletedResourceIsForgotten() {
    expectAsSeen();
    awaitLooks(2);
    watch.onResourceDeleted(Specs.minimal());
    assertThat(forgotten).containsExactly(ID);
    awaitQuiet();
  }

  @Test
  void aPassThatEndsAfterTheDeletionWatchesNothing() {
    watch.onResourceDeleted(Specs.minimal());
    expectAsSeen();
    assertThat(forgotten).containsExactly(ID, ID);
    awaitQuiet();
  }

  /** No look at all for ten periods. */
  private void awaitQuiet() {
    await()
        .pollInterval(PERIOD)
        .during(PERIOD.multipliedBy(10))
        .atMost(Duration.ofSeconds(5))
        .until(() -> looks.getAndSet(0) == 0);
  }

  @Test
  void aResourceWithoutMembersIsWatchedToo() {
    watch.expect(ID, List.of(), Optional.empty(), new Observation(Map.of(), Map.of()), PERIOD);
    awaitLooks(3);
    assertThat(passes).hasValue(0);
  }
}
