package io.redisreplication.redis;

/**
 * A server that announces another name than the pod's: the pod's address belongs to somebody else
 * by now.
 */
final class Stranger extends RuntimeException {
  Stranger(String announced) {
    super("another Redis answers at the address of the pod: it calls itself " + announced);
  }
}
