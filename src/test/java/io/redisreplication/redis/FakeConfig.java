package io.redisreplication.redis;

import java.util.Map;
import java.util.TreeMap;

/** Directives in force on a {@link FakeMember}. */
final class FakeConfig {
  private final Map<String, String> set = new TreeMap<>();
  boolean aof = true;
  int minReplicas;

  void set(String directive, String value) {
    set.put(directive, value);
    switch (directive) {
      case InfoParser.MIN_REPLICAS -> minReplicas = Integer.parseInt(value);
      case InfoParser.AOF -> aof = value.equals("yes");
      default -> {}
    }
  }

  /** Those that were set by CONFIG SET. */
  Map<String, String> set() {
    return set;
  }

  /** What CONFIG SET has set is gone; the AOF of a test's member is as its file says. */
  FakeConfig restarted() {
    var fresh = new FakeConfig();
    fresh.aof = aof;
    return fresh;
  }
}
