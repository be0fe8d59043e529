package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects conditions; lastTransitionTime is kept while the status of one stays the same. */
final class Conditions {
  private final List<Condition> before;
  private final Long generation;
  private final Instant now;
  private final List<Condition> collected = new ArrayList<>();

  Conditions(List<Condition> before, Long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  Conditions add(String type, boolean holds, String reason, String message) {
    var status = holds ? "True" : "False";
    var since =
        find(before, type)
            .filter(c -> c.getStatus().equals(status))
            .map(Condition::getLastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
    collected.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(since)
            .withObservedGeneration(generation)
            .build());
    return this;
  }

  List<Condition> all() {
    return List.copyOf(collected);
  }

  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
  }
}
