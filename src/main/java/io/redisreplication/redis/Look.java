package io.redisreplication.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.redisreplication.topology.Marker;
import io.redisreplication.topology.RedisState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** All that is asked of a member in one look, in one write. */
final class Look {
  private static final String ANNOUNCED = "replica-announce-ip";
  private static final String MISCONF = "MISCONF ";

  private final AsyncCommand<String, String, String> info =
      Command.text("INFO", InfoParser.SECTIONS);
  private final AsyncCommand<String, String, List<Object>> libraries =
      libraries(Marker.LIBRARY_PREFIX + "*");
  private final AsyncCommand<String, String, List<Object>> config =
      Command.list("CONFIG", "GET", InfoParser.MIN_REPLICAS, InfoParser.AOF, ANNOUNCED);

  /** Refused, with the reason, while Redis cannot write to its disk. */
  private final AsyncCommand<String, String, String> ping = Command.text("PING");

  private Look() {}

  static CompletableFuture<RedisState> at(Link link, Address address) {
    var look = new Look();
    return link.send(List.of(look.info, look.libraries, look.config, look.ping))
        .thenApply(sent -> look.state(address.host()));
  }

  private RedisState state(String host) {
    var directives = pairs(answer(config));
    var announced = directives.getOrDefault(ANNOUNCED, "");
    if (!announced.isEmpty() && !announced.equals(host)) {
      throw new Stranger(announced);
    }
    return InfoParser.parse(info.join(), markers(answer(libraries)), directives, diskTrouble());
  }

  private Optional<String> diskTrouble() {
    return Optional.ofNullable(ping.getError())
        .filter(e -> e.startsWith(MISCONF))
        .map(e -> e.substring(MISCONF.length()));
  }

  /** A server that is loading, or told not to show stale data, answers INFO but not the others. */
  private static List<Object> answer(AsyncCommand<String, String, List<Object>> command) {
    var refusal = Optional.ofNullable(command.getError()).orElse("");
    return refusal.startsWith("LOADING") || refusal.startsWith("MASTERDOWN")
        ? List.of()
        : command.join();
  }

  static AsyncCommand<String, String, List<Object>> libraries(String pattern) {
    return Command.list("FUNCTION", "LIST", "LIBRARYNAME", pattern, "WITHCODE");
  }

  /** The markers in an answer to {@link #libraries}. */
  static List<Marker> markers(List<Object> libraries) {
    return flat(libraries).map(Marker::parse).flatMap(Optional::stream).toList();
  }

  private static Stream<String> flat(List<?> nested) {
    return nested.stream()
        .flatMap(o -> o instanceof List<?> l ? flat(l) : Stream.of(String.valueOf(o)));
  }

  /** CONFIG GET answers with names and values in turn. */
  static Map<String, String> pairs(List<Object> answer) {
    var pairs = new HashMap<String, String>();
    for (int i = 0; i + 1 < answer.size(); i += 2) {
      pairs.put(answer.get(i).toString(), answer.get(i + 1).toString());
    }
    return pairs;
  }
}
