package io.redisreplication.bench;

import java.util.Locale;

/** One row of the table of failovers. */
final class Result {
  private final String name;
  private final String goal;
  private final Samples gaps;
  private final Samples shares;
  private String note = "";

  Result(String name, String goal) {
    this.name = name;
    this.goal = goal;
    this.gaps = new Samples(name);
    this.shares = new Samples(name);
  }

  /** Said at once as well: a run takes long, and may be ended. */
  void add(double gap) {
    gaps.add(gap);
    System.out.printf(Locale.ROOT, "%s: %.3f s%n", name.strip(), gap);
  }

  /** The operator's own part of it. */
  void share(double seconds) {
    shares.add(seconds);
  }

  Result note(String text) {
    note += (note.isEmpty() ? "" : "; ") + text;
    return this;
  }

  Samples gaps() {
    return gaps;
  }

  static String header() {
    return line("", "goal", "longest write gap, s", "operator's own share, s", "");
  }

  String row() {
    return line(name, goal, gaps.summary(), shares.summary(), note);
  }

  private static String line(String name, String goal, String gap, String share, String note) {
    return String.format(
        Locale.ROOT, "| %-44s | %-6s | %-32s | %-32s | %s |", name, goal, gap, share, note);
  }
}
