package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose data is the data, among the members that are seen and loaded; none is master. The rules are
 * numbered as in docs/roles-and-boot.md.
 */
public final class Election {
  /** The outcome. */
  public sealed interface Result {}

  public record Elected(Member member, String why) implements Result {}

  /** Nobody may be promoted; the message says what the user can do. */
  public record Refused(String reason, String message) implements Result {}

  private Election() {}

  public static Result elect(Topology t) {
    var clusters = clusters(t.members());
    if (t.record().cluster().isEmpty() && clusters.size() > 1) {
      return new Refused(
          "DivergedData",
          "disks of different data sets ("
              + String.join(", ", clusters)
              + "): remove the claims that do not belong here");
    }
    if (seen(t).isEmpty()) {
      return awaitingMembers(t);
    }
    if (seen(t).stream().allMatch(Member::empty)) {
      return allEmpty(t);
    }
    var marked = markedWithHighestEpoch(t);
    return marked.isEmpty() ? unmarked(t) : marked(t, marked);
  }

  /** The data set: the record's, or the only one found on the disks. */
  public static Optional<String> cluster(Topology t) {
    if (!t.record().cluster().isEmpty()) {
      return Optional.of(t.record().cluster());
    }
    var seen = clusters(t.members());
    return seen.size() == 1 ? Optional.of(seen.iterator().next()) : Optional.empty();
  }

  static Set<String> clusters(List<Member> members) {
    return members.stream()
        .flatMap(m -> m.redis().stream())
        .flatMap(r -> r.markers().stream())
        .map(Marker::cluster)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /** Members whose data can be judged. */
  static List<Member> seen(Topology t) {
    return t.members().stream().filter(Member::loaded).toList();
  }

  private static Refused awaitingMembers(Topology t) {
    return new Refused("AwaitingMembers", "no member answers, waiting for " + Survey.unseen(t));
  }

  private static Result allEmpty(Topology t) {
    if (!t.lossAccepted()) {
      if (!Survey.complete(t)) {
        return t.record().served() > 0
            ? awaiting(t, "the members seen are empty, still missing: " + Survey.unseen(t))
            : awaitingMembers(t);
      }
      if (t.record().served() > 0 && !t.wishes().ephemeral()) {
        return new Refused(
            "AllDisksEmpty",
            "every member is empty although this set had data: bring a disk with data back, or %s and start anew"
                .formatted(letGo(t)));
      }
      if (t.record().cluster().isEmpty() && !t.spareVolumes().isEmpty()) {
        return awaiting(t, "the disks seen are empty");
      }
    }
    var ordinal = t.wishes().primaryOrdinal().orElse(0);
    return t.member(ordinal)
        .filter(Member::loaded)
        .or(() -> t.lossAccepted() ? seen(t).stream().findFirst() : Optional.empty())
        .<Result>map(m -> new Elected(m, "new set"))
        .orElseGet(
            () -> new Refused("AwaitingMembers", "waiting for the pod with ordinal " + ordinal));
  }

  static List<Member> markedWithHighestEpoch(Topology t) {
    var highest = FailoverPolicy.highestEpoch(t);
    var cluster = cluster(t).orElse("");
    return seen(t).stream().filter(m -> highest > 0 && m.epoch(cluster) == highest).toList();
  }

  private static Result marked(Topology t, List<Member> candidates) {
    var cluster = cluster(t).orElseThrow();
    var marker = candidates.get(0).marker(cluster).orElseThrow();
    if (marker.epoch() < t.record().served() && !t.lossAccepted() && !gone(t)) {
      return awaiting(
          t,
          "epoch %d was served, the disks seen end with epoch %d"
              .formatted(t.record().served(), marker.epoch()));
    }
    var positioned = Positions.comparable(t);
    if (!positioned.isEmpty()) {
      var best = mostComplete(positioned);
      return new Elected(
          best,
          "most complete copy of epoch %d, offset %d"
              .formatted(marker.epoch(), redis(best).offset()));
    }
    var onVolume = onLastPrimarysVolume(candidates, cluster);
    if (onVolume.isPresent()) {
      return new Elected(onVolume.get(), "on the volume of the last primary, " + marker.volume());
    }
    var all = Survey.complete(t) && t.spareVolumes().isEmpty() || t.lossAccepted();
    if (candidates.size() == 1 && all) {
      return new Elected(candidates.get(0), "the only copy of epoch " + marker.epoch());
    }
    return named(
        t,
        candidates,
        "and the volume of the last primary, " + marker.volume() + ", is not among them");
  }

  /** Of those with the newest marker. */
  static Optional<Member> onLastPrimarysVolume(List<Member> candidates, String cluster) {
    return candidates.stream()
        .filter(
            m ->
                m.marker(cluster)
                    .map(Marker::volume)
                    .filter(m.volume().orElse("")::equals)
                    .isPresent())
        .findFirst();
  }

  /** What a cache had in pods that have ended comes back with no disk. */
  private static boolean gone(Topology t) {
    return t.wishes().ephemeral() && Survey.complete(t);
  }

  /**
   * Of equal ones a pod that stays and can write to its disk, of the oldest version: a newer one's
   * dump may be unreadable for the others. Then the one that has had its address for longest.
   */
  private static Member mostComplete(List<Member> members) {
    return members.stream()
        .max(
            Comparator.<Member>comparingLong(m -> redis(m).offset())
                .thenComparing(m -> !m.terminating())
                .thenComparing(m -> !m.diskFails())
                .thenComparing(m -> redis(m).version(), (a, b) -> byAge(b, a))
                .thenComparing(BY_ADDRESS.reversed()))
        .orElseThrow();
  }

  /** The oldest address first: DNS caches know a former one for some seconds (CoreDNS: 5). */
  static final Comparator<Member> BY_ADDRESS =
      Comparator.comparing(m -> m.started().orElse(Instant.MAX));

  /** The older version first. */
  static int byAge(String a, String b) {
    return Arrays.compare(numbers(a), numbers(b));
  }

  private static int[] numbers(String version) {
    return Pattern.compile("\\d{1,9}")
        .matcher(version)
        .results()
        .mapToInt(r -> Integer.parseInt(r.group()))
        .toArray();
  }

  /** Disks from elsewhere. */
  private static Result unmarked(Topology t) {
    var full = seen(t).stream().filter(m -> !m.empty() && redis(m).markers().isEmpty()).toList();
    if (t.record().served() > 0 && !t.lossAccepted()) {
      return awaiting(
          t, "epoch %d was served, no disk seen has its marker".formatted(t.record().served()));
    }
    if (full.isEmpty()) {
      return new Refused(
          "DivergedData",
          "the disks seen hold data of another set (%s): remove their claims, or delete the resource and apply it again to take that data over"
              .formatted(String.join(", ", clusters(t.members()))));
    }
    if (full.size() == 1) {
      return new Elected(full.get(0), "the only member with data");
    }
    var histories = new HashSet<String>();
    full.forEach(m -> histories.add(redis(m).replid()));
    if (histories.size() == 1) {
      return new Elected(mostComplete(full), "most complete copy of one history");
    }
    return named(t, full, "they have no marker and different histories");
  }

  private static Result named(Topology t, List<Member> candidates, String why) {
    var pods = candidates.stream().map(Member::pod).collect(joining(", "));
    if (!t.lossAccepted() && (candidates.size() == 1 || !Survey.complete(t))) {
      return awaiting(t, "only %s has the newest data, %s".formatted(pods, why));
    }
    var ordinal = t.wishes().primaryOrdinal().orElse(-1);
    return candidates.stream()
        .filter(m -> m.ordinal() == ordinal)
        .findFirst()
        .<Result>map(m -> new Elected(m, "named by spec.primaryOrdinal"))
        .orElseGet(
            () ->
                new Refused(
                    "DivergedData",
                    "copies on %s cannot be compared (%s): set spec.primaryOrdinal to the one to keep, the others are filled from it"
                        .formatted(pods, why)));
  }

  private static Refused awaiting(Topology t, String why) {
    var spare =
        t.spareVolumes().isEmpty()
            ? "bring back the disk with the newer data"
            : "raise replicas until the volumes "
                + String.join(", ", t.spareVolumes())
                + " are in use";
    return new Refused("AwaitingDisks", why + ": " + spare + ", or " + letGo(t));
  }

  /** How a user says that what only a missing disk has may be lost. */
  static String letGo(Topology t) {
    return "annotate the resource with redisreplication.io/accept-data-loss="
        + t.record().epoch()
        + " to go on without it";
  }

  private static RedisState redis(Member m) {
    return m.redis().orElseThrow();
  }
}
