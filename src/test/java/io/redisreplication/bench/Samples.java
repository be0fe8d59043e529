package io.redisreplication.bench;

import java.util.ArrayList;
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

  static String header(String unit) {
    return String.format("%-46s %7s %17s %6s", "", "median", "range (" + unit + ")", "ratio");
  }
}
