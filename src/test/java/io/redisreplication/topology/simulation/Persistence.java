package io.redisreplication.topology.simulation;

/** What a new process finds. */
enum Persistence {
  /** Everything up to the crash, under a random history. */
  AOF,
  /** The last dump, with the history and position it was made at. */
  RDB,
  /** Nothing. */
  NONE;

  /** Mostly the default of sets with claims. */
  static Persistence of(int die) {
    return die < 7 ? AOF : die < 9 ? RDB : NONE;
  }
}
