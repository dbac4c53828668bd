package io.tidegauge.spec;

import java.time.Duration;
import java.util.Optional;

/** What a window is compared with. The bins are always those of the version's profile. */
public enum DriftReference {
  /** The frozen reference: whatever moved since it was made, slowly or at once, is drift. */
  PROFILE,
  /** The window before this one: drift is what changed just now. */
  PREVIOUS_WINDOW,
  /**
   * The same window a week before, or as many whole weeks as keep the two apart: drift is what the
   * hour and the day of the week do not explain.
   */
  LAST_WEEK,
  /** Several windows before this one, together: drift is what differs from how it was of late. */
  ROLLING;

  private static final Duration WEEK = Duration.ofDays(7);

  /** By how much earlier what to compare with ends; empty where it is no window. */
  public Optional<Duration> before(Duration window) {
    return switch (this) {
      case PROFILE -> Optional.empty();
      case PREVIOUS_WINDOW, ROLLING -> Optional.of(window);
      case LAST_WEEK -> {
        long weeks = window.plus(WEEK).minusNanos(1).dividedBy(WEEK);
        yield Optional.of(WEEK.multipliedBy(weeks));
      }
    };
  }
}
