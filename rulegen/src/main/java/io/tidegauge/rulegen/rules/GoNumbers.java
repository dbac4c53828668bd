package io.tidegauge.rulegen.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as Prometheus' templates write them, so that tests can hold a rendered annotation to the
 * letter ({@code template/template.go}).
 */
final class GoNumbers {
  private static final int DIGITS = 4;

  private GoNumbers() {}

  /** {@code humanizePercentage}. */
  static String percentage(double share) {
    return significant(share * 100) + "%";
  }

  /** {@code humanizeDuration} of a time that is not negative. */
  static String duration(double seconds) {
    if (seconds > 0 && seconds < 1) {
      return seconds < 0.001
          ? significant(seconds * 1000 * 1000) + "us"
          : significant(seconds * 1000) + "ms";
    }
    if (seconds < 60) {
      return significant(seconds) + "s";
    }
    long whole = (long) seconds;
    long days = whole / 86_400;
    long hours = whole / 3600 % 24;
    long minutes = whole / 60 % 60;
    String text = minutes + "m " + whole % 60 + "s";
    if (whole >= 3600) {
      text = hours + "h " + text;
    }
    return days > 0 ? days + "d " + text : text;
  }

  /** {@code printf "%.3f"}. */
  static String thousandths(double value) {
    return fixed(value, 3);
  }

  /** {@code printf "%.0f"}. */
  static String whole(double value) {
    return fixed(value, 0);
  }

  /** Go rounds the exact binary value, where Java's formats round its shortest decimal one. */
  private static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Go's {@code %.4g}. */
  private static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa
        + (exponent < 0 ? "e-" : "e+")
        + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
  }
}
