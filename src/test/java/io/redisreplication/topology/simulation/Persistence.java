package io.redisreplication.topology.simulation;

/** What a new process finds. */
enum Persistence {
  /** Everything up to the crash, under a random history. */
  AOF,
  /** The last dump, with the history and position it was made at. */
  RDB,
  /** Nothing. */
  NONE
}
