package io.tidegauge.exporter.bench;

import java.util.Locale;

/** Writes figures as the rows of a Markdown table: what, median, spread, goal. */
final class Table {
  private Table() {}

  /** What a figure should be. A goal that is missed is shown as missed. */
  interface Goal {
    Goal NONE = median -> "–";

    /** The goal in words, and whether a figure misses it. */
    String beside(double median);

    static Goal atMost(double most) {
      return median -> "≤ " + number(most) + missed(median > most);
    }

    static Goal atLeast(double least) {
      return median -> "≥ " + number(least) + missed(median < least);
    }

    private static String missed(boolean missed) {
      return missed ? ", **missed**" : "";
    }
  }

  static void head(String title, String... lines) {
    System.out.println("### " + title + "\n");
    for (String line : lines) {
      System.out.println(line);
    }
    System.out.println((lines.length == 0 ? "" : "\n") + "| what | median | spread | goal |");
    System.out.println("|---|---|---|---|");
  }

  static void row(String what, Spread figure, String unit, Goal goal) {
    System.out.printf(
        "| %s | %s %s | %s to %s | %s |%n",
        what,
        number(figure.median()),
        unit,
        number(figure.least()),
        number(figure.most()),
        goal.beside(figure.median()));
  }

  static void times(String what, Spread ratio, Goal goal) {
    row(what, ratio, "times", goal);
  }

  static void millis(String what, Spread millis) {
    row(what, millis, "ms", Goal.NONE);
  }

  /** A line in place of figures that could not be had. */
  static void absent(String what, String reason) {
    System.out.printf("| %s | – | – | not measured: %s |%n", what, reason);
  }

  static void end() {
    System.out.println();
  }

  /** Three digits, or all before the point. */
  static String number(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
