package io.tidegauge.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as text, and text as numbers: the same on every database and JDK. */
final class Numbers {
  private static final double LARGEST_PLAIN = 1e15;

  private static final float LARGEST_EXACT_FLOAT = 1 << 24;

  private Numbers() {}

  /** The number that a text says, or empty where it says none. */
  static OptionalDouble parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return OptionalDouble.empty();
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    if ((last < '0' || last > '9') && last != '.') {
      return named(trimmed);
    }
    if (trimmed.indexOf('x') >= 0 || trimmed.indexOf('X') >= 0) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(trimmed));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble named(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  /**
   * The shortest text that says the number, without an exponent, and without {@code .0}: a column
   * that turns from integers to floats keeps its categories. {@code Double.toString} is not used:
   * before JDK 19 it is not always the shortest.
   */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(17)));
  }

  /** The same of a 4-byte number: 0.1, not 0.10000000149011612. */
  static String text(float value) {
    boolean small = Math.abs(value) < LARGEST_EXACT_FLOAT;
    if (Float.isNaN(value) || Float.isInfinite(value) || (small && value == Math.rint(value))) {
      return text((double) value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 9; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.floatValue() == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(9)));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
