package io.tidegauge.exporter.health;

import io.tidegauge.monitor.Unit;
import io.tidegauge.statistics.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, lengths of time and reasons as people read them; the same in every locale. */
public final class Wording {
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final double SMALLEST = 1e-4;
  private static final double SHORT_SECONDS = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Wording() {}

  /** A whole number, in groups of three digits: {@code 1,234,567}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number by its first three digits: {@code 0.0271}, {@code 12.3}, {@code 4,567}. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return count(Math.round(value));
    }
    if (size > 0 && size < SMALLEST) {
      return (value < 0 ? "-" : "") + "< 0.0001";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A share, 0 to 1, in percent: {@code 38 %}, {@code 0.5 %}. */
  public static String share(double value) {
    double percent = value * 100;
    return percent > 0 && percent < 0.01 ? "< 0.01 %" : number(percent) + " %";
  }

  /** A value in its unit. */
  public static String reading(Unit unit, double value) {
    return switch (unit) {
      case RATIO -> share(value);
      case SECONDS -> seconds(value);
      case TIMESTAMP -> time(Instant.ofEpochMilli(Math.round(value * 1000)));
      case COUNT, BYTES, FLAG, NUMBER -> number(value);
    };
  }

  /** A length of time by its two largest units: {@code 3 h 12 min}, {@code 45 s}, {@code 20 ms}. */
  public static String duration(Duration length) {
    if (length.isNegative()) {
      return "-" + duration(length.negated());
    }
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      long millis = length.toMillis();
      return millis > 0 && millis < 1000 ? millis + " ms" : length.toSeconds() + " s";
    }
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
    }
    if (length.compareTo(Duration.ofDays(1)) < 0) {
      return two(length.toHours(), "h", length.toMinutesPart(), "min");
    }
    return length.toDays() >= 10
        ? count(length.toDays()) + " d"
        : two(length.toDays(), "d", length.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** A number of seconds as a length of time; a short one, such as a latency, by three digits. */
  public static String seconds(double seconds) {
    if (seconds > 0 && seconds < SHORT_SECONDS) {
      return seconds < 1 ? number(seconds * 1000) + " ms" : number(seconds) + " s";
    }
    return duration(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** A moment to the second, in UTC. */
  public static String time(Instant moment) {
    return TIME.format(moment);
  }

  /** A reason in words. */
  public static String reason(Reason reason) {
    return words(reason.label());
  }

  /** A name in snake case as words. */
  public static String words(String name) {
    return name.replace('_', ' ');
  }
}
