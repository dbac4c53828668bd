package io.tidegauge.calibration;

import java.time.Duration;

/**
 * The moments of a history at which an alert was judged.
 *
 * @param count how many there are
 * @param step the time between two of them
 * @param window of whose rows each reading is
 */
public record Evaluations(int count, Duration step, Duration window) {
  /** What rates of alarms are given for: 30 days. */
  public static final Duration MONTH = Duration.ofDays(30);

  /** Refuses what has no order. */
  public Evaluations {
    if (count < 1 || step.isNegative() || step.isZero() || window.isNegative()) {
      throw new IllegalArgumentException(count + " evaluations each " + step + " of " + window);
    }
  }

  /** The least number of steps that take so long. */
  public int steps(Duration time) {
    return Math.toIntExact(time.plus(step).minusNanos(1).dividedBy(step));
  }

  /** So many steps in months. */
  double months(double steps) {
    return steps * ((double) step.toMillis() / MONTH.toMillis());
  }
}
