package io.redisreplication.topology;

import java.util.Optional;

/**
 * What a server says of the disk below it. Redis cannot tell free bytes.
 *
 * @param trouble why what was written last did not reach the disk, in Redis's words. A primary
 *     refuses writes (MISCONF) until a try succeeds; it tries once a second
 * @param rewriteFailed the last rewrite of the append-only file failed; that needs room, or memory
 *     for a copy of the process
 * @param aofBytes size of the append-only file; 0 without one
 * @param aofBaseBytes its size after the last rewrite: about what the next one writes beside it
 */
public record Disk(
    Optional<String> trouble, boolean rewriteFailed, long aofBytes, long aofBaseBytes) {
  public static final Disk FINE = new Disk(Optional.empty(), false, 0, 0);

  /** Bytes that the append-only file and its next rewrite take together. */
  public long needed() {
    return aofBytes + aofBaseBytes;
  }

  /** Without what moves all the time: steps of an eighth, and nothing below 1 MiB. */
  Disk shape() {
    return new Disk(trouble, rewriteFailed, coarse(aofBytes), coarse(aofBaseBytes));
  }

  private static long coarse(long bytes) {
    return bytes < 1 << 20 ? 0 : bytes & -(Long.highestOneBit(bytes) >> 3);
  }
}
