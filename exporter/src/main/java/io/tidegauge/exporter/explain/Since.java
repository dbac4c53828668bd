package io.tidegauge.exporter.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Since when an alert is due, or when it was last.
 *
 * @param from the first of the times looked at, one after the other, at which it was due; empty
 *     where it was at none
 * @param to the last of them
 * @param first the first time looked at: what was before is not known
 * @param step the time between two of them
 */
public record Since(Optional<Instant> from, Optional<Instant> to, Instant first, Duration step) {

  /**
   * The last times at which it was due.
   *
   * @param due whether it was, by time, rising
   */
  static Since of(Map<Instant, Boolean> due, Duration step) {
    Optional<Instant> from = Optional.empty();
    Optional<Instant> to = Optional.empty();
    boolean before = false;
    for (Map.Entry<Instant, Boolean> time : due.entrySet()) {
      if (time.getValue()) {
        from = before ? from : Optional.of(time.getKey());
        to = Optional.of(time.getKey());
      }
      before = time.getValue();
    }
    return new Since(from, to, List.copyOf(due.keySet()).get(0), step);
  }

  /** Whether it may have been due before anyone looked. */
  public boolean isLonger() {
    return from.equals(Optional.of(first));
  }
}
