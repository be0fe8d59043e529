package io.redisreplication.desired;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An annotation on pods: the directives of spec.config that a container runs with, each as {@code
 * part.name=hash of its value}. It begins with the container's restarts: a container that has
 * started again has read the files anew. {@code ?} behind them: it was not told its directives
 * since, and may have read files that the kubelet had not refreshed yet. {@code !} before a
 * directive: that value needs a restart; {@code ~}: it is wrong.
 *
 * @param told the container was told all directives after it had started
 * @param running what it runs with
 * @param late what only its restart can give it
 * @param wrong what Redis refused, and would not start with
 */
public record ConfigStamp(
    int restarts,
    boolean told,
    Map<String, String> running,
    Map<String, String> late,
    Map<String, String> wrong) {
  public static final String ANNOTATION = "redisreplication.io/config";

  private static final Pattern FORM =
      Pattern.compile("(\\d+)(\\??)((?: [!~]?[a-z0-9.-]+=[0-9a-f]+)*)");

  /** What the pod ought to be annotated with: as before, unless its container has started again. */
  public static String of(Pod pod, RedisReplication rr) {
    return noted(pod)
        .orElseGet(
            () ->
                new ConfigStamp(
                    restarts(pod), false, RedisConf.fingerprints(rr), Map.of(), Map.of()))
        .text();
  }

  /**
   * After it was told all directives of its role.
   *
   * @param late those that it cannot take while it runs
   * @param wrong those whose value it refused
   */
  public static ConfigStamp afterTelling(
      Pod pod, RedisReplication rr, boolean primary, Set<String> late, Set<String> wrong) {
    var wanted = RedisConf.fingerprints(rr);
    var before = noted(pod).map(ConfigStamp::running).orElse(wanted);
    var changed = new TreeMap<>(wanted);
    changed.entrySet().removeAll(before.entrySet());
    changed.keySet().removeIf(key -> ofOther(key, primary));
    var lateNow = only(changed, late);
    var wrongNow = only(changed, wrong);
    var running = new TreeMap<>(wanted);
    running.keySet().removeAll(lateNow.keySet());
    running.keySet().removeAll(wrongNow.keySet());
    before.forEach(
        (key, hash) -> {
          if (removed(key, wanted) || wanted.containsKey(key)) {
            running.putIfAbsent(key, hash);
          }
        });
    return new ConfigStamp(restarts(pod), true, running, lateNow, wrongNow);
  }

  private static Map<String, String> only(Map<String, String> directives, Set<String> names) {
    var some = new TreeMap<>(directives);
    some.keySet().removeIf(key -> !names.contains(name(key)));
    return some;
  }

  /** There are directives to tell, or to tell again after its start. */
  public static boolean unconfigured(Pod pod, RedisReplication rr) {
    return noted(pod).filter(s -> !s.told || s.hasNewsOf(RedisConf.fingerprints(rr))).isPresent();
  }

  /** Directives whose change takes effect only when Redis starts again; empty for none. */
  public static List<String> needRestart(Pod pod, RedisReplication rr) {
    var wanted = RedisConf.fingerprints(rr);
    return noted(pod).stream()
        .flatMap(
            s ->
                Stream.concat(
                    s.running.keySet().stream().filter(key -> removed(key, wanted)),
                    still(s.late, wanted)))
        .map(ConfigStamp::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** Directives that Redis refuses and would not start with; empty for none. */
  public static List<String> wrong(Pod pod, RedisReplication rr) {
    return noted(pod).stream()
        .flatMap(s -> still(s.wrong, RedisConf.fingerprints(rr)))
        .map(ConfigStamp::name)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> still(Map<String, String> refused, Map<String, String> wanted) {
    return refused.entrySet().stream().filter(wanted.entrySet()::contains).map(Map.Entry::getKey);
  }

  private boolean hasNewsOf(Map<String, String> wanted) {
    return wanted.entrySet().stream()
            .anyMatch(
                e ->
                    Stream.of(running, late, wrong)
                        .noneMatch(known -> e.getValue().equals(known.get(e.getKey()))))
        || running.keySet().stream()
            .anyMatch(key -> !wanted.containsKey(key) && !removed(key, wanted));
  }

  /** Nobody sets it now, so only a restart brings the default back. */
  private static boolean removed(String key, Map<String, String> wanted) {
    if (wanted.containsKey(key) || wanted.containsKey(RedisConf.COMMON + name(key))) {
      return false;
    }
    return !(wanted.containsKey(RedisConf.PRIMARY + name(key))
        && wanted.containsKey(RedisConf.REPLICA + name(key)));
  }

  private static boolean ofOther(String key, boolean primary) {
    return key.startsWith(primary ? RedisConf.REPLICA : RedisConf.PRIMARY);
  }

  private static String name(String key) {
    return key.substring(key.indexOf('.') + 1);
  }

  public String text() {
    return restarts + (told ? "" : "?") + words("", running) + words("!", late) + words("~", wrong);
  }

  private static String words(String sign, Map<String, String> directives) {
    return new TreeMap<>(directives)
        .entrySet().stream()
            .map(e -> " " + sign + e.getKey() + "=" + e.getValue())
            .collect(joining());
  }

  private static Optional<ConfigStamp> noted(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(a -> a.get(ANNOTATION))
        .map(FORM::matcher)
        .filter(m -> m.matches() && m.group(1).equals(String.valueOf(restarts(pod))))
        .map(
            m ->
                new ConfigStamp(
                    restarts(pod),
                    m.group(2).isEmpty(),
                    parse(m.group(3), ""),
                    parse(m.group(3), "!"),
                    parse(m.group(3), "~")));
  }

  private static Map<String, String> parse(String words, String sign) {
    var directives = new TreeMap<String, String>();
    Pattern.compile(" " + sign + "([a-z0-9][^ =]*)=(\\w+)")
        .matcher(words)
        .results()
        .forEach(r -> directives.put(r.group(1), r.group(2)));
    return directives;
  }

  private static int restarts(Pod pod) {
    return pod.getStatus() == null
        ? 0
        : pod.getStatus().getContainerStatuses().stream()
            .filter(c -> c.getName().equals(Names.CONTAINER))
            .mapToInt(ContainerStatus::getRestartCount)
            .findFirst()
            .orElse(0);
  }
}
