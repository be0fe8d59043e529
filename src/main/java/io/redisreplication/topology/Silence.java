package io.redisreplication.topology;

/** Why a member gave no answer, as far as its life is concerned. */
public enum Silence {
  /** Its container does not run, or its port refuses connections: it serves nobody. */
  NOT_RUNNING,
  /** Its container ends whenever it is started: it cannot read its disk, or its configuration. */
  FAILING,
  /** No connection within a second: its node, its network, or ours. */
  UNREACHABLE,
  /** Takes connections and does not answer: a busy script, swap, a stopped process. */
  UNRESPONSIVE,
  /** Answers, but not us (password, permissions, a server that is not this pod's): it lives. */
  REFUSING
}
