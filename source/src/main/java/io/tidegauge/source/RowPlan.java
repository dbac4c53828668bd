package io.tidegauge.source;

import java.util.List;

/**
 * How rows are read from now on.
 *
 * @param failed what the statement leaves out
 * @param madeAt by {@code System.nanoTime}
 */
record RowPlan(RowStatement statement, List<FailedColumn> failed, long madeAt) {
  private static final long LASTS = 60_000_000_000L;

  /** Whether it is time to try the failed columns again. */
  boolean isOver(long nanos) {
    return !failed.isEmpty() && nanos - madeAt > LASTS;
  }
}
