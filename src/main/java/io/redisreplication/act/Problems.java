package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Names;
import io.redisreplication.desired.Revision;
import io.redisreplication.status.Claims;
import io.redisreplication.status.Disks;
import io.redisreplication.status.Expansion;
import io.redisreplication.status.PodProblems;
import io.redisreplication.status.Problem;
import io.redisreplication.status.Waits;
import io.redisreplication.topology.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what only the user can mend. Some of it (a quota, a missing StorageClass) is said nowhere
 * but in Kubernetes events; those are asked for only while something is missing, and at most every
 * five seconds.
 */
public final class Problems {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  /** Of a claim without StorageClass that no volume fits: the event is a Normal one. */
  private static final String NO_VOLUME = "FailedBinding";

  private record Asked(Instant at, Optional<String> warning) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, Asked> warnings = new ConcurrentHashMap<>();

  public Problems(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * @param applying what the API server refused in this pass
   */
  public List<Problem> find(
      RedisReplication rr, Seen seen, Decision decision, int size, List<String> applying) {
    warnings.values().removeIf(a -> a.at().isBefore(clock.instant().minus(ASK_AGAIN)));
    var problems = new ArrayList<Problem>();
    seen.passwordProblem().ifPresent(m -> problems.add(Problem.of("SecretUnusable", m)));
    applying.forEach(m -> problems.add(Problem.of("ApplyFailed", m)));
    if (size > rr.getSpec().replicas() && !underWay(decision)) {
      problems.add(scaleDown(rr, seen, size));
    }
    wrongDirectives(rr, seen).ifPresent(problems::add);
    Disks.failing(seen.topology()).ifPresent(problems::add);
    Claims.pending(rr, seen.claims())
        .forEach(c -> warning(c).ifPresent(w -> problems.add(Claims.unbound(rr, c, w))));
    problems.addAll(Expansion.failed(rr, seen.claims()));
    seen.pods().stream()
        .map(PodProblems::of)
        .flatMap(Optional::stream)
        .limit(1)
        .forEach(problems::add);
    if (seen.pods().size() < size) {
      seen.set().flatMap(this::warning).ifPresent(w -> problems.add(Problem.of("PodsRefused", w)));
    }
    if (decision instanceof Decision.Wait w && Waits.USER_DECIDES.contains(w.reason())) {
      problems.add(Problem.of(w.reason(), w.message()));
    }
    return problems;
  }

  private static Optional<Problem> wrongDirectives(RedisReplication rr, Seen seen) {
    return seen.pods().stream()
        .map(p -> ConfigStamp.wrong(p, rr))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .map(
            names ->
                Problem.of(
                    "ConfigRefused",
                    "spec.config: Redis refuses the value of %s and runs on with the former one; a pod that starts now would fail: correct it"
                        .formatted(String.join(", ", names))));
  }

  /** Hand-over, fence and the like end without the user. */
  private static boolean underWay(Decision decision) {
    return !(decision instanceof Decision.Steady || decision instanceof Decision.Wait);
  }

  private static Problem scaleDown(RedisReplication rr, Seen seen, int size) {
    var wanted = rr.getSpec().replicas();
    var needed =
        seen.topology().rightfulPrimary().filter(p -> p.ordinal() < wanted).isPresent()
            ? "a replica among the pods that stay is in sync"
            : "a primary among the pods that stay is in sync and serves";
    return Problem.of(
        "ScaleDownRefused",
        "spec.replicas: %d waits until %s; %d pods stay, or set replicas to %d"
            .formatted(wanted, needed, size, size));
  }

  private Optional<String> warning(HasMetadata object) {
    return warnings
        .computeIfAbsent(
            object.getMetadata().getUid(), uid -> new Asked(clock.instant(), ask(object)))
        .warning();
  }

  private Optional<String> ask(HasMetadata object) {
    return client
        .v1()
        .events()
        .inNamespace(object.getMetadata().getNamespace())
        .withField("involvedObject.uid", object.getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .filter(e -> "Warning".equals(e.getType()) || NO_VOLUME.equals(e.getReason()))
        .max(Comparator.comparing(Problems::time))
        .map(Event::getMessage)
        .map(m -> m.replaceAll("\\s+", " "));
  }

  private static String time(Event e) {
    return e.getLastTimestamp() != null
        ? e.getLastTimestamp()
        : Optional.ofNullable(e.getMetadata().getCreationTimestamp()).orElse("");
  }

  /**
   * Pods that never got to run Redis and are of an older template, or crash and the resource has
   * just changed: a correction must reach them, and the kubelet waits up to five minutes between
   * restarts. Not those that the user keeps as they are.
   */
  static List<Pod> replaceable(RedisReplication rr, Seen seen) {
    var changed =
        rr.getStatus() != null
            && !rr.getMetadata().getGeneration().equals(rr.getStatus().observedGeneration());
    var update = seen.topology().wishes().update();
    return seen.pods().stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .filter(
            p ->
                PodProblems.stuck(p) && Revision.older(p, seen.set())
                    || changed && PodProblems.crashing(p))
        .filter(p -> update.rolling())
        .filter(p -> Names.ordinal(p.getMetadata().getName()).orElse(-1) >= update.partition())
        .toList();
  }
}
