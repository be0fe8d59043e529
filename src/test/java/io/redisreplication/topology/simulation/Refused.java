package io.redisreplication.topology.simulation;

/** Redis said no, or was not there. */
final class Refused extends RuntimeException {
  Refused(String words) {
    super(words);
  }
}
