package io.tidegauge.exporter.init;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Numbers and lengths of time that people would choose. */
final class RoundNumbers {
  private static final double[] STEPS = {1, 2, 5, 10};

  /** By how much of their span values may well pass those of a sample. */
  private static final double MARGIN = 0.5;

  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(30));

  private RoundNumbers() {}

  /** From the lowest to the highest value, both included. */
  record Range(double lowest, double highest) {}

  /** The least of 1, 2 and 5 times a power of ten that is not below a positive number. */
  static double up(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : STEPS) {
      double candidate = exact(step * power);
      if (candidate >= value) {
        return candidate;
      }
    }
    return exact(20 * power);
  }

  /** Powers of ten below 1 are not exact. */
  private static double exact(double value) {
    return new BigDecimal(value).round(new java.math.MathContext(6)).doubleValue();
  }

  /**
   * A range that holds the values of a sample and some beyond: shares stay shares, and what is
   * never below 0 stays so.
   */
  static Range around(double least, double greatest) {
    if (least >= 0 && greatest <= 1) {
      return new Range(0, 1);
    }
    double span = Math.max(greatest - least, Math.abs(greatest));
    double highest = greatest <= 0 ? 0 : up(greatest + MARGIN * span);
    double lowest = least >= 0 ? 0 : -up(-least + MARGIN * span);
    return new Range(lowest, highest);
  }

  /** The least usual length that is not below; beyond a month whole months of 30 days. */
  static Duration up(Duration length) {
    Duration month = LENGTHS.get(LENGTHS.size() - 1);
    return LENGTHS.stream()
        .filter(usual -> usual.compareTo(length) >= 0)
        .findFirst()
        .orElseGet(() -> month.multipliedBy(length.minusMillis(1).dividedBy(month) + 1));
  }

  /** The shortest text of the number, without an exponent. */
  static String text(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return exact.signum() == 0 ? "0" : exact.toPlainString();
  }
}
