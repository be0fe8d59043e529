package io.redisreplication.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.netty.channel.ConnectTimeoutException;
import io.redisreplication.topology.Silence;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/** Why a member is silent, in a person's words. Passwords are in none of Redis's answers. */
final class Reason {
  private static final String NO_ANSWER =
      "timed out after " + Connections.TIMEOUT.toSeconds() + " s";

  private static final String REFUSED = "connection refused";

  private Reason() {}

  static NoAnswer of(Throwable failure) {
    var last = failure;
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ConnectTimeoutException e -> {
          return new NoAnswer(Silence.UNREACHABLE, NO_ANSWER);
        }
        case ConnectException e -> {
          return new NoAnswer(Silence.NOT_RUNNING, REFUSED);
        }
        case RedisCommandTimeoutException e -> {
          return new NoAnswer(Silence.UNRESPONSIVE, "connected, but " + NO_ANSWER);
        }
        // the limit of a whole look: a host that is gone would have failed to connect before
        case TimeoutException e -> {
          return new NoAnswer(Silence.UNRESPONSIVE, NO_ANSWER);
        }
        case RedisBusyException e -> {
          return new NoAnswer(Silence.UNRESPONSIVE, e.getMessage());
        }
        case Stranger e -> {
          return new NoAnswer(Silence.REFUSING, e.getMessage());
        }
        case RedisCommandExecutionException e -> {
          return new NoAnswer(Silence.REFUSING, said(e.getMessage()));
        }
        case RedisException e when ended(e) -> {
          return new NoAnswer(Silence.UNRESPONSIVE, "connected, but " + NO_ANSWER);
        }
        default -> last = cause;
      }
    }
    var message = last.getMessage() == null ? last.toString() : last.getMessage();
    // a kubelet wraps it into ids and addresses that change each time
    return message.contains(REFUSED)
        ? new NoAnswer(Silence.NOT_RUNNING, REFUSED)
        : new NoAnswer(Silence.UNREACHABLE, message);
  }

  /**
   * Lettuce's words to commands that wait while it closes a connection after a time-out. Who died
   * refuses the next connection.
   */
  private static boolean ended(RedisException e) {
    var words = String.valueOf(e.getMessage());
    return words.startsWith("Currently not connected") || words.equals("Connection is closed");
  }

  private static String said(String words) {
    if (words.startsWith("WRONGPASS")) {
      return "wrong password: Secret and Redis differ";
    }
    if (words.startsWith("NOAUTH")) {
      return "wrong password: Redis asks for one, authentication is disabled in the resource";
    }
    if (words.contains("without any password configured")) {
      return "wrong password: Secret has one, Redis runs without";
    }
    return words;
  }
}
