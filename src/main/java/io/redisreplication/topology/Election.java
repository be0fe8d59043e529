package io.redisreplication.topology;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose data is the data. Called when every member was seen loaded and none is master; the rules
 * are numbered as in docs/roles-and-boot.md.
 */
public final class Election {
  /** The outcome. */
  public sealed interface Result {}

  public record Elected(Member member, String why) implements Result {}

  /** Nobody may be promoted; the message says what the user can do. */
  public record Refused(String reason, String message) implements Result {}

  /**
   * A link that broke this much before the best one's still belongs to the same loss of the
   * primary: replicas notice it at different times (repl-timeout, probes).
   */
  static final int SAME_LOSS_SECONDS = 15;

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
    if (t.members().stream().allMatch(Member::empty)) {
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

  private static Result allEmpty(Topology t) {
    if (t.record().served() > 0 && !t.wishes().ephemeral()) {
      return new Refused(
          "AllDisksEmpty",
          "every member is empty although this set had data: bring a disk with data back, or delete the resource and its claims to start anew");
    }
    if (t.record().cluster().isEmpty() && !t.spareVolumes().isEmpty()) {
      return awaiting(t, "the disks seen are empty");
    }
    var ordinal = t.wishes().primaryOrdinal().orElse(0);
    return t.members().stream()
        .filter(m -> m.ordinal() == ordinal)
        .findFirst()
        .<Result>map(m -> new Elected(m, "new set"))
        .orElseGet(
            () -> new Refused("AwaitingMembers", "waiting for the pod with ordinal " + ordinal));
  }

  private static List<Member> markedWithHighestEpoch(Topology t) {
    var highest = FailoverPolicy.highestEpoch(t);
    var cluster = cluster(t).orElse("");
    return t.members().stream().filter(m -> highest > 0 && m.epoch(cluster) == highest).toList();
  }

  private static Result marked(Topology t, List<Member> candidates) {
    var cluster = cluster(t).orElseThrow();
    var marker = candidates.get(0).marker(cluster).orElseThrow();
    if (marker.epoch() < t.record().served()) {
      return awaiting(
          t,
          "epoch %d was served, the disks seen end with epoch %d"
              .formatted(t.record().served(), marker.epoch()));
    }
    var positioned = positioned(candidates, t.secondsSinceLoss());
    if (!positioned.isEmpty()) {
      var best = mostComplete(positioned);
      return new Elected(
          best,
          "most complete copy of epoch %d, offset %d"
              .formatted(marker.epoch(), redis(best).offset()));
    }
    var onVolume =
        candidates.stream()
            .filter(m -> m.volume().filter(marker.volume()::equals).isPresent())
            .findFirst();
    if (onVolume.isPresent()) {
      return new Elected(onVolume.get(), "on the volume of the last primary, " + marker.volume());
    }
    var rest = candidates.size() == 1 && t.spareVolumes().isEmpty();
    return rest
        ? new Elected(candidates.get(0), "the only copy of epoch " + marker.epoch())
        : named(
            t,
            candidates,
            "and the volume of the last primary, " + marker.volume() + ", is not among them");
  }

  /** Of equal ones the oldest version: a newer one's dump may be unreadable for the others. */
  private static Member mostComplete(List<Member> members) {
    return members.stream()
        .max(
            Comparator.<Member>comparingLong(m -> redis(m).offset())
                .thenComparing(m -> redis(m).version(), Election::older))
        .orElseThrow();
  }

  private static int older(String a, String b) {
    return Arrays.compare(numbers(b), numbers(a));
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
    var full =
        t.members().stream().filter(m -> !m.empty() && redis(m).markers().isEmpty()).toList();
    if (t.record().served() > 0) {
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

  /**
   * Members whose offsets may be compared: their link to the last primary broke in this process at
   * the time it was lost, or they share a history with such a member. An AOF restart has a random
   * history and offset and never a broken link, so it is not among them. If several histories are
   * left, the one whose link broke last wins.
   */
  static List<Member> positioned(List<Member> candidates, OptionalLong secondsSinceLoss) {
    var oldest = secondsSinceLoss.orElse(Long.MAX_VALUE - SAME_LOSS_SECONDS) + SAME_LOSS_SECONDS;
    var linked =
        candidates.stream().filter(m -> linkDown(m) >= 0 && linkDown(m) <= oldest).toList();
    var latest = linked.stream().min(Comparator.comparingInt(Election::linkDown));
    if (latest.isEmpty()) {
      return List.of();
    }
    var since = linkDown(latest.get()) + SAME_LOSS_SECONDS;
    return candidates.stream()
        .filter(m -> sharesHistory(redis(m), redis(latest.get())))
        .filter(m -> linkDown(m) < 0 || linkDown(m) <= since)
        .toList();
  }

  private static boolean sharesHistory(RedisState a, RedisState b) {
    return a.replid().equals(b.replid()) || continues(a, b) || continues(b, a);
  }

  private static boolean continues(RedisState later, RedisState earlier) {
    return later.replid2().equals(earlier.replid()) && earlier.offset() < later.secondReplOffset();
  }

  private static int linkDown(Member m) {
    var r = redis(m);
    return r.linkUp() ? 0 : r.linkDownSeconds();
  }

  private static Result named(Topology t, List<Member> candidates, String why) {
    var ordinal = t.wishes().primaryOrdinal();
    if (ordinal.isPresent()) {
      var named = candidates.stream().filter(m -> m.ordinal() == ordinal.getAsInt()).findFirst();
      if (named.isPresent()) {
        return new Elected(named.get(), "named by spec.primaryOrdinal");
      }
    }
    if (candidates.size() == 1) {
      return awaiting(t, "only %s has the newest data, %s".formatted(candidates.get(0).pod(), why));
    }
    return new Refused(
        "DivergedData",
        "copies on %s cannot be compared (%s): set spec.primaryOrdinal to the one to keep, the others are filled from it"
            .formatted(candidates.stream().map(Member::pod).collect(joining(", ")), why));
  }

  private static Refused awaiting(Topology t, String why) {
    var spare =
        t.spareVolumes().isEmpty()
            ? "bring back the disk with the newer data"
            : "raise replicas until the volumes "
                + String.join(", ", t.spareVolumes())
                + " are in use";
    return new Refused("AwaitingDisks", why + ": " + spare);
  }

  private static RedisState redis(Member m) {
    return m.redis().orElseThrow();
  }
}
