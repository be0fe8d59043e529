package io.redisreplication.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Commands to one member in one write, waited for. What fails names the pod. */
final class Calls {
  /** Above the time-outs of connections and commands, which know why. */
  static final long LIMIT_MILLIS = Connections.HANDSHAKE.toMillis() + 400;

  private final Connections connections;
  private final long limitMillis;

  Calls(Connections connections) {
    this(connections, LIMIT_MILLIS);
  }

  private Calls(Connections connections, long limitMillis) {
    this.connections = connections;
    this.limitMillis = limitMillis;
  }

  /** The same, but each waited for no longer than that. */
  Calls within(Duration limit) {
    return new Calls(connections, Math.min(limit.toMillis(), LIMIT_MILLIS));
  }

  /** All of them must be taken. */
  @SafeVarargs
  final void send(Address member, AsyncCommand<String, String, ?>... commands) {
    run(member, List.of(commands));
    for (var command : commands) {
      if (command.getError() != null) {
        throw failure(member, Command.refusal(command));
      }
    }
  }

  /** All of them must be answered; a refusal is an answer. */
  void run(Address member, List<? extends AsyncCommand<String, String, ?>> burst) {
    try {
      connections
          .to(member)
          .thenCompose(link -> link.send(burst))
          .orTimeout(limitMillis, MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new RedisFailure(member.pod() + ": " + Reason.of(e).words(), e);
    }
  }

  /** False when the last connection was lost, or leads to another pod of that name by now. */
  boolean connected(Address member) {
    return connections.has(member);
  }

  static RedisFailure failure(Address member, String words) {
    return new RedisFailure(member.pod() + ": " + words, null);
  }
}
