package io.redisreplication.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Repeated measurements of one thing: median and range, because the machines are shared and noisy.
 */
final class Samples {
  private final String name;
  private final List<Double> values = new ArrayList<>();

  Samples(String name) {
    this.name = name;
  }

  void add(double value) {
    values.add(value);
  }

  double median() {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** One line of the table, with the ratio of this median to that of another row. */
  String row(Samples other) {
    var min = values.stream().mapToDouble(v -> v).min().orElse(0);
    var max = values.stream().mapToDouble(v -> v).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%-46s %7.2f %7.2f - %-7.2f %6.2f",
        name,
        median(),
        min,
        max,
        other.median() / median());
  }

  /** Median, range and number; "-" when there is none. */
  String summary() {
    return values.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.3f (%.3f - %.3f, n=%d)",
            median(),
            Collections.min(values),
            Collections.max(values),
            values.size());
  }

  /** The value below which that part of all values is. */
  double percentile(double part) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }

  int size() {
    return values.size();
  }

  static String header(String unit) {
    return String.format("%-46s %7s %17s %6s", "", "median", "range (" + unit + ")", "ratio");
  }
}
