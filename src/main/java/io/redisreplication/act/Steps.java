package io.redisreplication.act;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a change of primary. Tests let the operator die right after one of them: whatever
 * was done by then, the next operator must bring it to a good end.
 */
public final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Optional<String> haltAfter;
  private final Runnable halt;

  /**
   * @param haltAfter step after which the process halts; empty for none
   */
  public Steps(Optional<String> haltAfter) {
    this(haltAfter, () -> Runtime.getRuntime().halt(1));
  }

  Steps(Optional<String> haltAfter, Runnable halt) {
    this.haltAfter = haltAfter;
    this.halt = halt;
  }

  public void done(String step) {
    if (haltAfter.filter(step::equals).isPresent()) {
      LOG.warn("halting after step {}, as told by redis-replication.halt-after", step);
      halt.run();
    }
  }
}
