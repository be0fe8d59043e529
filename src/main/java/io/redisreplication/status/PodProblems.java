package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.redisreplication.desired.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a pod does not start, in the words of the kubelet, the scheduler or Redis itself. */
public final class PodProblems {
  private static final Set<String> IMAGE =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  /** Redis 8 takes a directive that it does not know for one of a module. */
  private static final String UNKNOWN_DIRECTIVE = "Unresolved Configuration(s) Detected";

  private static final Duration SHORT_LIFE = Duration.ofSeconds(10);

  private PodProblems() {}

  public static Optional<Problem> of(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return unschedulable(pod).or(() -> container(pod).flatMap(c -> of(pod, c)));
  }

  /**
   * The container never ran, or keeps failing: a pod of an older template can be replaced without
   * loss.
   */
  public static boolean stuck(Pod pod) {
    return waiting(pod).isPresent() || unschedulable(pod).isPresent();
  }

  /** The kubelet waits longer and longer before it tries again. */
  public static boolean crashing(Pod pod) {
    return waiting(pod).filter("CrashLoopBackOff"::equals).isPresent();
  }

  private static Optional<String> waiting(Pod pod) {
    return container(pod).map(c -> c.getState().getWaiting()).map(ContainerStateWaiting::getReason);
  }

  private static Optional<Problem> of(Pod pod, ContainerStatus c) {
    var name = pod.getMetadata().getName();
    var waiting = Optional.ofNullable(c.getState().getWaiting());
    var reason = waiting.map(ContainerStateWaiting::getReason).orElse("");
    if (IMAGE.contains(reason)) {
      return Optional.of(
          Problem.of(
              "ImageUnavailable",
              "%s: spec.image %s cannot be pulled: correct it (%s)"
                  .formatted(name, c.getImage(), waiting.get().getMessage())));
    }
    if (reason.startsWith("CreateContainer") || reason.equals("RunContainerError")) {
      return Optional.of(
          Problem.of(
              "PodFailing", "%s: %s: %s".formatted(name, reason, waiting.get().getMessage())));
    }
    return terminated(c).map(t -> crashed(name, t));
  }

  /** One crash after a longer life is not for the user to mend: the kubelet starts it again. */
  private static Optional<ContainerStateTerminated> terminated(ContainerStatus c) {
    var now = Optional.ofNullable(c.getState().getTerminated()).filter(PodProblems::endedSoon);
    var before = Optional.ofNullable(c.getLastState()).map(s -> s.getTerminated());
    return now.or(
            () ->
                c.getState().getRunning() == null
                    ? before
                    : Optional.<ContainerStateTerminated>empty())
        .filter(t -> t.getExitCode() != 0);
  }

  private static boolean endedSoon(ContainerStateTerminated t) {
    return t.getStartedAt() == null
        || t.getFinishedAt() == null
        || Instant.parse(t.getFinishedAt())
            .isBefore(Instant.parse(t.getStartedAt()).plus(SHORT_LIFE));
  }

  private static Problem crashed(String pod, ContainerStateTerminated t) {
    var said = t.getMessage() == null ? "" : t.getMessage().strip();
    if (said.contains("FATAL CONFIG FILE ERROR") || said.contains(UNKNOWN_DIRECTIVE)) {
      return Problem.of(
          "ConfigRefused",
          "%s: Redis refuses a directive of spec.config: correct it (%s)"
              .formatted(pod, directive(said)));
    }
    var disk = Disks.trouble(said);
    if (disk.isPresent()) {
      return Problem.ofStorage(
          disk.get(),
          "%s does not start, its disk takes no writes: %s (%s)"
              .formatted(pod, Disks.remedy(disk.get()), tail(said, 300)));
    }
    return Problem.of(
        "PodFailing",
        "%s ended with exit code %d: %s".formatted(pod, t.getExitCode(), tail(said, 300)));
  }

  /** The line of redis.conf and what is wrong with it. */
  private static String directive(String said) {
    var lines = said.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var at = lines.get(i).indexOf(">>> ");
      if (at >= 0) {
        var line = lines.get(i).substring(at + 4);
        return secret(line) ? "a line with a password" : line + ": " + why(said, lines, i + 1);
      }
    }
    return tail(said, 200);
  }

  private static String why(String said, List<String> lines, int next) {
    return said.contains(UNKNOWN_DIRECTIVE) || next == lines.size()
        ? "unknown directive"
        : lines.get(next);
  }

  private static boolean secret(String line) {
    return List.of("requirepass", "masterauth").stream().anyMatch(line::contains);
  }

  private static String tail(String text, int length) {
    var start = Math.max(0, text.length() - length);
    return text.substring(start).replaceAll("\\s+", " ").strip();
  }

  private static Optional<Problem> unschedulable(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("PodScheduled") && "Unschedulable".equals(c.getReason()))
        .findFirst()
        .map(PodCondition::getMessage)
        .map(m -> Unschedulable.problem(pod.getMetadata().getName(), m));
  }

  private static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(c -> c.getName().equals(Names.CONTAINER))
            .findFirst();
  }
}
