package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was counted of a version's rows, or of one slice of them, in one window.
 *
 * @param length the window as the spec names it
 * @param from the first time in the window: {@code to - length}, rounded up to the start of a
 *     bucket
 * @param to the end of the window, not included
 * @param earlier what was counted of the earlier rows that these are compared with, where the spec
 *     asks for some and as far as they are known
 */
public record WindowCounts(
    Cell cell,
    Duration length,
    Instant from,
    Instant to,
    Counts counts,
    Optional<EarlierCounts> earlier) {

  /** A window that is compared with no earlier one. */
  public WindowCounts(Cell cell, Duration length, Instant from, Instant to, Counts counts) {
    this(cell, length, from, to, counts, Optional.empty());
  }

  /** The window's length as label value: {@code 1h}, {@code 7d}. */
  public String window() {
    return Windows.label(length);
  }

  /** The time that is in the window, in seconds: its length, less what rounding takes. */
  public double seconds() {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
