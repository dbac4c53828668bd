package io.tidegauge.exporter.init;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Guesses which of two values means yes. */
final class PositiveValue {
  /** What means yes or no without being declared. */
  private static final Set<String> USUAL =
      new TreeSet<>(
          List.of("1", "0", "true", "false", "t", "f", "yes", "no", "y", "n", "1.0", "0.0"));

  private PositiveValue() {}

  /**
   * The value that must be declared: that with the higher scores, or else the rarer one. None where
   * the values mean yes and no already, or may not be shown.
   */
  static Optional<String> of(ColumnFacts column, Optional<ColumnFacts> score) {
    boolean usual =
        column.known().stream().allMatch(value -> USUAL.contains(value.toLowerCase(Locale.ROOT)));
    if (usual || column.distinct() != 2 || PersonalData.describes(column)) {
      return Optional.empty();
    }
    Comparator<String> byScore =
        Comparator.comparingDouble(
            value -> score.map(numbers -> column.meanWhere(value, numbers)).orElse(0.0));
    Comparator<String> rarer =
        Comparator.comparing(value -> -column.frequencies().getOrDefault(value, 0));
    return column.known().stream().max(byScore.thenComparing(rarer));
  }
}
