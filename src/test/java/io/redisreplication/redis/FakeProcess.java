package io.redisreplication.redis;

import io.redisreplication.topology.Silence;
import java.util.Optional;

/** Whether a {@link FakeMember} lives, and who hears of it. */
final class FakeProcess {
  boolean running = true;
  boolean hung;
  boolean unreachable;
  private int starts = 1;

  void end() {
    running = false;
    hung = false;
  }

  void start() {
    running = true;
    starts++;
  }

  boolean answersOthers() {
    return running && !hung;
  }

  /** What the operator makes of it; empty when it answers. */
  Optional<NoAnswer> silence() {
    if (!running) {
      return Optional.of(new NoAnswer(Silence.NOT_RUNNING, "connection refused"));
    }
    if (unreachable) {
      return Optional.of(new NoAnswer(Silence.UNREACHABLE, "timed out after 1 s"));
    }
    return hung
        ? Optional.of(new NoAnswer(Silence.UNRESPONSIVE, "connected, but timed out after 1 s"))
        : Optional.empty();
  }

  String runId(String pod) {
    return pod + "-run-" + starts;
  }
}
