package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import java.util.Optional;
import java.util.function.Predicate;

/** Changes of the spec that running pods do not have yet. */
final class Updates {
  private static final String HOW =
      ": delete the replicas' pods one at a time, each in sync again before the next, the primary's last";

  private Updates() {}

  static Optional<String> pending(RedisReplication rr, Facts facts) {
    var revision = facts.set().map(s -> s.getStatus()).map(s -> s.getUpdateRevision());
    var older = names(facts, p -> revision.filter(r -> !r.equals(revision(p))).isPresent());
    if (!older.isEmpty()) {
      return Optional.of("made from an older pod template: " + older + HOW);
    }
    var configured = names(facts, p -> ConfigStamp.outdated(p, rr));
    return configured.isEmpty()
        ? Optional.empty()
        : Optional.of("started before spec.config changed: " + configured + HOW);
  }

  private static String names(Facts facts, Predicate<Pod> outdated) {
    return facts.pods().stream()
        .filter(outdated)
        .map(p -> p.getMetadata().getName())
        .collect(joining(", "));
  }

  private static String revision(Pod pod) {
    return pod.getMetadata().getLabels().get("controller-revision-hash");
  }
}
