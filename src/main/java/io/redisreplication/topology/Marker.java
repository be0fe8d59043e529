package io.redisreplication.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The epoch as a part of the data: a Redis function library that only the primary of that epoch
 * loads. It replicates in order, is in RDB and AOF and survives FLUSHALL, so whoever holds any
 * write of an epoch also holds its marker.
 *
 * @param cluster stable id of the data set
 * @param epoch counts the changes of primary, from 1
 * @param primary ordinal of the pod that became primary with this epoch
 * @param volume PersistentVolume of that pod, {@code -} when it has none
 */
public record Marker(String cluster, int epoch, int primary, String volume) {
  /** Every library of this product starts with it; {@code FUNCTION LIST} takes it as a pattern. */
  public static final String LIBRARY_PREFIX = "redisreplication_";

  private static final Pattern LINE =
      Pattern.compile(
          "^-- marker cluster=(\\S+) epoch=(\\d+) primary=(\\d+) volume=(\\S+)$",
          Pattern.MULTILINE);

  public String library() {
    return LIBRARY_PREFIX + epoch;
  }

  /** Source of the library: line 2 is what boot.sh and {@link #parse} read. */
  public String code() {
    var text =
        "cluster=%s epoch=%d primary=%d volume=%s".formatted(cluster, epoch, primary, volume);
    return """
        #!lua name=%s
        -- marker %s
        redis.register_function{function_name='rr_%d', callback=function() return '%s' end, flags={'no-writes','allow-stale'}}
        """
        .formatted(library(), text, epoch, text);
  }

  /** The marker in a library's source; empty for a library of somebody else. */
  public static Optional<Marker> parse(String code) {
    var m = LINE.matcher(code);
    return m.find()
        ? Optional.of(
            new Marker(
                m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), m.group(4)))
        : Optional.empty();
  }

  /** The highest epoch of the given cluster, or of any when that cluster has none there. */
  public static Optional<Marker> highest(Collection<Marker> markers, String cluster) {
    var byEpoch = Comparator.comparingInt(Marker::epoch);
    return markers.stream()
        .filter(m -> m.cluster().equals(cluster))
        .max(byEpoch)
        .or(() -> markers.stream().max(byEpoch));
  }
}
