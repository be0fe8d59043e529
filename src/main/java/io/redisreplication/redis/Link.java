package io.redisreplication.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open connection and the way it took. Ends once: closed by us, or lost. */
final class Link implements RedisConnectionStateListener {
  private final StatefulRedisConnection<String, String> connection;
  private final Route route;
  private final Runnable lost;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** What others who wait for an answer are told too. */
  private volatile RedisCommandTimeoutException silent;

  Link(StatefulRedisConnection<String, String> connection, Route route, Runnable lost) {
    this.connection = connection;
    this.route = route;
    this.lost = lost;
    connection.addListener(this);
    if (!connection.isOpen()) {
      onRedisDisconnected(null);
    }
  }

  /**
   * Sends the commands in one write, so that Redis runs them with nothing in between as long as
   * they fit in its read buffer of 16 KiB. A failing command does not stop the next one.
   *
   * @return ends when all are answered, with a failure when one was not; a refusal is an answer
   */
  CompletableFuture<Void> send(List<? extends AsyncCommand<String, String, ?>> commands) {
    connection.dispatch(commands);
    return CompletableFuture.allOf(
            commands.stream().map(this::answered).toArray(CompletableFuture[]::new))
        .whenComplete((answers, failure) -> endAfter(failure));
  }

  private CompletableFuture<Void> answered(AsyncCommand<String, String, ?> command) {
    return command.handle(
        (answer, failure) -> {
          if (failure == null || failure instanceof RedisCommandExecutionException) {
            return null;
          }
          throw new CompletionException(silent == null ? failure : silent);
        });
  }

  /**
   * Commands in flight keep TCP keepalive from noticing a pod whose network is gone, so a time-out
   * counts as a lost connection: the next one tells a host that is gone from a server that hangs.
   */
  private void endAfter(Throwable failure) {
    if (failure != null && failure.getCause() instanceof RedisCommandTimeoutException timeout) {
      silent = timeout;
      onRedisDisconnected(null);
      connection.closeAsync();
    }
  }

  void close() {
    if (ended.compareAndSet(false, true)) {
      connection.closeAsync();
      route.release();
    }
  }

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
    if (ended.compareAndSet(false, true)) {
      route.release();
      lost.run();
    }
  }
}
