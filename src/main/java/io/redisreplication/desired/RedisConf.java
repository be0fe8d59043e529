package io.redisreplication.desired;

import static java.util.stream.Collectors.joining;

import io.redisreplication.api.v1beta1.RedisConfig;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Map;
import java.util.TreeMap;

/** The user's directives as text of redis.conf, and by role. */
public final class RedisConf {
  static final String COMMON = "common.";
  static final String PRIMARY = "primary.";
  static final String REPLICA = "replica.";

  private static final RedisConfig NONE = new RedisConfig(null, null, null);

  private RedisConf() {}

  public static String common(RedisReplication rr) {
    return text(config(rr).common());
  }

  public static String primary(RedisReplication rr) {
    return text(config(rr).primary());
  }

  public static String replica(RedisReplication rr) {
    return text(config(rr).replica());
  }

  /**
   * What a member that takes a role at run time must be told: the directives of that role, and the
   * common value of those that only the other role sets.
   */
  public static Map<String, String> ofRole(RedisReplication rr, boolean primary) {
    var config = config(rr);
    var own = map(primary ? config.primary() : config.replica());
    var other = map(primary ? config.replica() : config.primary());
    var told = new TreeMap<>(own);
    map(config.common()).entrySet().stream()
        .filter(e -> other.containsKey(e.getKey()))
        .forEach(e -> told.putIfAbsent(e.getKey(), e.getValue()));
    told.replaceAll((name, value) -> argument(value));
    return told;
  }

  /** Everything that a spec may change while Redis runs, as a member of that role has it. */
  public static Map<String, String> live(RedisReplication rr, boolean primary) {
    var told = new TreeMap<>(common(config(rr), rr));
    told.putAll(map(primary ? config(rr).primary() : config(rr).replica()));
    told.replaceAll((name, value) -> argument(value));
    return told;
  }

  /** The same of both roles: each directive with a hash of its value. */
  static Map<String, String> fingerprints(RedisReplication rr) {
    var all = new TreeMap<String, String>();
    common(config(rr), rr).forEach((name, value) -> all.put(COMMON + name, hash(value)));
    map(config(rr).primary()).forEach((name, value) -> all.put(PRIMARY + name, hash(value)));
    map(config(rr).replica()).forEach((name, value) -> all.put(REPLICA + name, hash(value)));
    return all;
  }

  private static Map<String, String> common(RedisConfig config, RedisReplication rr) {
    var common = new TreeMap<>(map(config.common()));
    common.put("min-replicas-max-lag", rr.getSpec().durability().maxLagSeconds().toString());
    return common;
  }

  private static String hash(String value) {
    return Integer.toHexString(argument(value).hashCode());
  }

  /** CONFIG SET takes the whole value as one word: quotes of redis.conf around it are not part. */
  private static String argument(String value) {
    return value.strip().replaceAll("^\"([^\"]*)\"$|^'([^']*)'$", "$1$2");
  }

  private static RedisConfig config(RedisReplication rr) {
    var config = rr.getSpec().config();
    return config == null ? NONE : config;
  }

  private static Map<String, String> map(Map<String, String> directives) {
    return directives == null ? Map.of() : directives;
  }

  private static String text(Map<String, String> directives) {
    return new TreeMap<>(map(directives))
        .entrySet().stream()
            .map(e -> e.getKey() + " " + line(e.getValue()) + "\n")
            .collect(joining());
  }

  /**
   * A value must stay on its line: a second one could set a directive that the operator owns. An
   * empty one is a word too ({@code save ""}).
   */
  private static String line(String value) {
    var line = value.replaceAll("[\\r\\n]+", " ").strip();
    return line.isEmpty() ? "\"\"" : line;
  }
}
