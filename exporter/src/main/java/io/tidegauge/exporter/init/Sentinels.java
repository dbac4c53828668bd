package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Values that seem to stand for a missing one. */
final class Sentinels {
  private static final Set<String> TEXTS =
      new TreeSet<>(List.of("", "-", "?", "n/a", "na", "nan", "null", "nil", "#n/a", "missing"));

  /** What people write where a number is not known: one digit, again and again. */
  private static final Set<Double> NUMBERS =
      new TreeSet<>(
          List.of(-1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, 999.0, 9999.0, 99999.0, 999999.0));

  /** A value that nearly no row has is none that a program writes. */
  private static final double LEAST_SHARE = 0.002;

  private static final int LEAST_ROWS = 3;

  private static final double LEAST_SPAN = 10;

  private Sentinels() {}

  /** The values of a column that seem to stand for a missing one. */
  static List<String> of(ColumnFacts column) {
    List<String> found = new ArrayList<>();
    Optional<String> next = next(column);
    // One at a time, since one hides another: -999 makes a range in which -1 is nothing odd.
    while (next.isPresent()) {
      found.add(next.get());
      next = next(column.without(found));
    }
    return List.copyOf(found);
  }

  private static Optional<String> next(ColumnFacts column) {
    return column.frequencies().entrySet().stream()
        .filter(value -> value.getValue() >= LEAST_ROWS)
        .filter(value -> value.getValue() >= LEAST_SHARE * column.present())
        .map(Map.Entry::getKey)
        .filter(value -> isSuspect(value, column))
        .findFirst();
  }

  private static boolean isSuspect(String value, ColumnFacts column) {
    if (column.isNumeric() && column.kind() == Kind.NUMBER) {
      return standsApart(value, column);
    }
    return TEXTS.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether the number is a usual one, and far from all other values. */
  private static boolean standsApart(String text, ColumnFacts column) {
    double value = Double.parseDouble(text);
    if (!NUMBERS.contains(value) || column.distinct() <= 3) {
      return false;
    }
    ColumnFacts others = column.without(List.of(text));
    double span = others.greatest() - others.least();
    boolean onlyNegative = value < 0 && others.least() >= 0;
    if (value == -1) {
      // A score of sentiment has it, and a step back.
      return onlyNegative && span >= LEAST_SPAN;
    }
    return onlyNegative || value < others.least() - span || value > others.greatest() + span;
  }
}
