package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PassesTest {
  private final Passes passes = new Passes();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void anEndWaitsForThePassAndLetsNoOtherBegin() throws Exception {
    var pass = task(() -> passes.run(this::pass).orElseThrow());
    begun.await();
    var end = task(this::end);
    await().until(() -> passes.run(() -> "another").isEmpty());
    assertThat(end.isDone()).isFalse();
    goOn.countDown();
    assertThat(pass.get(1, TimeUnit.MINUTES)).isEqualTo("whole");
    assertThat(end.get(1, TimeUnit.MINUTES)).isEqualTo("ended");
    assertThat(passes.run(() -> "late")).isEmpty();
  }

  @Test
  void passesRunBesideEachOtherAndAfterOneThatFailed() throws Exception {
    task(() -> passes.run(this::pass).orElseThrow());
    begun.await();
    var failing = task(() -> passes.run(() -> Integer.parseInt("none")).toString());
    await().until(failing::isDone);
    assertThat(passes.run(() -> "beside")).isEqualTo(Optional.of("beside"));
    goOn.countDown();
    assertThat(task(this::end).get(1, TimeUnit.MINUTES)).isEqualTo("ended");
  }

  private String pass() {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      return "interrupted";
    }
    return "whole";
  }

  private String end() throws InterruptedException {
    passes.end(new ShutdownEvent());
    return "ended";
  }

  private static FutureTask<String> task(Callable<String> work) {
    var task = new FutureTask<>(work);
    Thread.startVirtualThread(task);
    return task;
  }
}
