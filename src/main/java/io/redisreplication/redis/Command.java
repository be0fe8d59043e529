package io.redisreplication.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commands in the words of redis-cli. Lettuce's typed interface lacks some of them, takes one
 * section of INFO only and needs a proxy for each connection.
 */
final class Command {
  private record Keyword(String name) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Command() {}

  /** One whose answer is a text. */
  static AsyncCommand<String, String, String> text(String name, String... args) {
    return command(new StatusOutput<>(StringCodec.UTF8), name, args);
  }

  /** One whose answer is a count. */
  static AsyncCommand<String, String, Long> number(String name, String... args) {
    return command(new IntegerOutput<>(StringCodec.UTF8), name, args);
  }

  /** One whose answer is an array, of arrays perhaps. */
  static AsyncCommand<String, String, List<Object>> list(String name, String... args) {
    return command(new ArrayOutput<>(StringCodec.UTF8), name, args);
  }

  /**
   * The same after a REPLCONF GETACK, upon which a replica tells its primary at once how far it is.
   * Redis takes that from anybody and answers nothing, so it has to go along with another command.
   */
  static AsyncCommand<String, String, List<Object>> acknowledging(String name) {
    var getAck = command(null, "REPLCONF", "GETACK", "*");
    var output = new ArrayOutput<>(StringCodec.UTF8);
    return new AsyncCommand<>(
        new io.lettuce.core.protocol.Command<>(new Keyword(name), output) {
          @Override
          public void encode(ByteBuf buffer) {
            getAck.encode(buffer);
            super.encode(buffer);
          }
        });
  }

  /** All but the connection that says so. */
  static List<AsyncCommand<String, String, ?>> killClients() {
    return List.of(killClients("normal"), killClients("pubsub"));
  }

  private static AsyncCommand<String, String, Long> killClients(String type) {
    return number("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
  }

  static AsyncCommand<String, String, String> set(String directive, String value) {
    return text("CONFIG", "SET", directive, value);
  }

  /** What was refused and why, without values: one may be a password. */
  static String refusal(AsyncCommand<String, String, ?> command) {
    return command.getType() + ": " + command.getError();
  }

  private static <T> AsyncCommand<String, String, T> command(
      CommandOutput<String, String, T> output, String name, String... args) {
    var rest = new CommandArgs<>(StringCodec.UTF8);
    for (var arg : args) {
      rest.add(arg);
    }
    return new AsyncCommand<>(
        new io.lettuce.core.protocol.Command<>(new Keyword(name), output, rest));
  }
}
