package io.redisreplication.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.redisreplication.topology.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The write that loads a marker. What makes Redis refuse writes (too few replicas, memory used up)
 * is lifted for it and put back by the same burst, whatever fails in between.
 */
final class MarkerLoad {
  private static final String MAXMEMORY = "maxmemory";

  private final Marker marker;
  private final List<AsyncCommand<String, String, ?>> burst = new ArrayList<>();
  private final List<AsyncCommand<String, String, String>> required = new ArrayList<>();
  private final AsyncCommand<String, String, String> load;
  private final AsyncCommand<String, String, List<Object>> loaded;

  /**
   * @param promote the member is a held one and becomes master first
   * @param maxmemory in force, in bytes
   */
  MarkerLoad(Marker marker, boolean promote, int minReplicas, String maxmemory) {
    this.marker = marker;
    load = Command.text("FUNCTION", "LOAD", marker.code());
    loaded = Look.libraries(marker.library());
    require(Command.set(InfoParser.MIN_REPLICAS, "0"));
    require(Command.set(MAXMEMORY, "0"));
    if (promote) {
      require(Command.text("REPLICAOF", "NO", "ONE"));
    }
    burst.add(load);
    require(Command.set(MAXMEMORY, maxmemory));
    require(Command.set(InfoParser.MIN_REPLICAS, Integer.toString(minReplicas)));
    burst.add(loaded);
  }

  private void require(AsyncCommand<String, String, String> command) {
    required.add(command);
    burst.add(command);
  }

  static AsyncCommand<String, String, List<Object>> maxmemory() {
    return Command.list("CONFIG", "GET", MAXMEMORY);
  }

  List<AsyncCommand<String, String, ?>> burst() {
    return burst;
  }

  /** Redis's own words for what it did not take, once the burst was answered. */
  Optional<String> refusal() {
    return required.stream()
        .filter(command -> command.getError() != null)
        .findFirst()
        .map(Command::refusal)
        .or(() -> isLoaded() ? Optional.empty() : Optional.of(Command.refusal(load)));
  }

  /** Also when it was there before: then the load was refused with "already exists". */
  private boolean isLoaded() {
    return loaded.getError() == null && Look.markers(loaded.join()).contains(marker);
  }
}
