package io.tidegauge.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The values of a column that stand for a missing one, such as -999 or "n/a": they count as NULL
 * does. Immutable.
 */
final class MissingValues {
  /** NULL alone is missing. */
  static final MissingValues NONE = of(List.of());

  private static final double FLOAT_ACCURACY = 1e-7;

  private final Set<String> texts;
  private final double[] numbers;

  private MissingValues(Set<String> texts, double[] numbers) {
    this.texts = texts;
    this.numbers = numbers;
  }

  /** These values, each a number or another text. */
  static MissingValues of(List<String> declared) {
    return new MissingValues(
        Set.copyOf(declared),
        declared.stream()
            .flatMapToDouble(text -> Numbers.parse(text).stream())
            .flatMap(MissingValues::inBothSizes)
            .distinct()
            .toArray());
  }

  /** A 4-byte column holds the nearest number to it, unless that is another one altogether. */
  private static DoubleStream inBothSizes(double number) {
    double small = (float) number;
    return Math.abs(small - number) <= FLOAT_ACCURACY * Math.abs(number)
        ? DoubleStream.of(number, small)
        : DoubleStream.of(number);
  }

  /** Whether a number is one of them. */
  boolean has(double value) {
    for (double number : numbers) {
      if (value == number || (Double.isNaN(value) && Double.isNaN(number))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text is one of them. */
  boolean has(String text) {
    return !texts.isEmpty() && texts.contains(text);
  }

  /** Whether a number of a column is one of them, in SQL; empty where there are none. */
  Optional<String> condition(String number) {
    return numbers.length == 0
        ? Optional.empty()
        : Optional.of(
            Arrays.stream(numbers)
                .mapToObj(NumberColumn::literal)
                .collect(Collectors.joining(", ", number + " IN (", ")")));
  }
}
