package io.tidegauge.rulegen.runbook;

import java.time.Duration;

/**
 * How far back one looks for a change, and in which steps: twice the alert's window, or more, shows
 * what was before, in as many steps as a person reads.
 *
 * @param step as {@code date_trunc} names it
 */
record Look(Duration back, String step) {
  private static final Duration MINUTES = Duration.ofMinutes(15);
  private static final Duration HOURS = Duration.ofDays(2);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration DAY = Duration.ofDays(1);

  static Look of(Duration window) {
    Duration twice = window.multipliedBy(2);
    if (window.compareTo(MINUTES) <= 0) {
      return new Look(max(twice, HALF_AN_HOUR), "minute");
    }
    return window.compareTo(HOURS) <= 0
        ? new Look(max(twice, DAY), "hour")
        : new Look(twice, "day");
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
