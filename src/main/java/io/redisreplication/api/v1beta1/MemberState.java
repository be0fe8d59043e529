package io.redisreplication.api.v1beta1;

/** How a member stands to the rightful primary. */
public enum MemberState {
  /** Rightful master: the record names it and it has the marker of the epoch. */
  Primary,
  /** Link up, fresh I/O, marker of the epoch, no full sync and no AOF rewrite left to do. */
  InSync,
  /** Follows the primary and is not there yet. */
  Syncing,
  /** Follows the primary, but has not heard of it for more than two seconds. */
  Lagging,
  /** Booted with its data, serves nobody, waits to be told its role. */
  Held,
  /** Reads its data set from disk. */
  Loading,
  /** Its Redis does not answer, or its pod is not there. */
  Unreachable,
  /** Holds data of another set, or data without a marker; it is left alone. */
  Foreign
}
