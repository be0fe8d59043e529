package io.redisreplication;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At a normal end, passes that are under way come to theirs, and no new one begins; only then the
 * SDK gives the Lease back and interrupts what still runs.
 */
@Singleton
class Passes {
  private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

  /** A hand-over takes some 3 s at most; a kubelet waits 30 s until it kills. */
  private static final int LONGEST_SECONDS = 20;

  /** A pass reads, the end writes. Fair: no pass overtakes an end that waits. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** Empty: the process ends. */
  <T> Optional<T> run(Supplier<T> pass) {
    try {
      if (!lock.readLock().tryLock(0, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(pass.get());
    } finally {
      lock.readLock().unlock();
    }
  }

  void end(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    if (!lock.writeLock().tryLock(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a pass did not end within {} s and is broken off", LONGEST_SECONDS);
    }
  }
}
