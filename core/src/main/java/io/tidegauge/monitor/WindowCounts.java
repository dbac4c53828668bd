package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import java.time.Duration;
import java.time.Instant;

/**
 * What was counted of a version's rows, or of one slice of them, in one window.
 *
 * @param length the window as the spec names it
 * @param from the first time in the window: {@code to - length}, rounded up to the start of a
 *     bucket
 * @param to the end of the window, not included
 */
public record WindowCounts(Cell cell, Duration length, Instant from, Instant to, Counts counts) {

  /** The window's length as label value: {@code 1h}, {@code 7d}. */
  public String window() {
    return Windows.label(length);
  }

  /** The time that is in the window, in seconds: its length, less what rounding takes. */
  public double seconds() {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
