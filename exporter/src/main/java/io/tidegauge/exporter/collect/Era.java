package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.Monitor.Input;
import java.time.Instant;
import java.time.InstantSource;

/** Which time a database is asked of: its tables hold more than was known in the past. */
public enum Era {
  /** All that the database says holds. */
  PRESENT,
  /**
   * What came later is left out, as far as the tables tell when it came; what they say only of the
   * present, such as the columns of tables, is not read at all.
   */
  PAST;

  /** Whether an input can be read of that time. */
  public boolean knows(Input input) {
    return this == PRESENT || (input != Input.UPSTREAM && input != Input.KPIS);
  }

  /** Until when labels may have come; a moment that moves with the clock. */
  InstantSource end(InstantSource clock) {
    return this == PRESENT ? () -> Instant.MAX : clock;
  }
}
