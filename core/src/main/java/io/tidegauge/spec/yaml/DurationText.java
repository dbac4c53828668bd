package io.tidegauge.spec.yaml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class DurationText {
  /**
   * Of each unit at most one, from the largest down; a year has no fixed length and is left out.
   */
  static final Regex REGEX =
      new Regex(
          "^(?=[0-9])([0-9]{1,9}w)?([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?"
              + "([0-9]{1,9}ms)?$");

  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[wdhms])");
  private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms"};

  private DurationText() {}

  /** Whether the text is a duration. */
  public static boolean matches(String text) {
    return REGEX.matches(text);
  }

  /** The duration of that text. */
  public static Duration parse(String text) {
    if (!matches(text)) {
      throw new IllegalArgumentException("no duration: " + text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return sum;
  }

  /**
   * The shortest text of the largest whole units, as Prometheus prints durations: {@code 1h30m},
   * {@code 1d}, {@code 0s}. Weeks are printed only where nothing else is left.
   *
   * @param duration not negative, of whole milliseconds
   */
  public static String of(Duration duration) {
    if (duration.isNegative() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException("no duration of whole milliseconds: " + duration);
    }
    if (duration.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    Duration rest = duration;
    for (String name : UNITS) {
      Duration unit = unit(name);
      long count = rest.dividedBy(unit);
      boolean whole = rest.equals(unit.multipliedBy(count));
      if (count > 0 && (whole || !name.equals("w"))) {
        text.append(count).append(name);
        rest = rest.minus(unit.multipliedBy(count));
      }
    }
    return text.toString();
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "w" -> Duration.ofDays(7);
      case "d" -> Duration.ofDays(1);
      case "h" -> Duration.ofHours(1);
      case "m" -> Duration.ofMinutes(1);
      case "s" -> Duration.ofSeconds(1);
      case "ms" -> Duration.ofMillis(1);
      default -> throw new IllegalArgumentException("no unit: " + name);
    };
  }
}
