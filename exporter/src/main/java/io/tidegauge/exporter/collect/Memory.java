package io.tidegauge.exporter.collect;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.SeriesScope;
import io.tidegauge.spec.ModelSpec;

/**
 * The memory that a model's counts can come to, from its spec alone. Bytes of objects on a 64-bit
 * Java 17 with compressed references.
 */
public final class Memory {
  private static final long HEADER = 16;
  private static final long NUMERIC_FIELDS = 13 * 8 + 8 * 4 + HEADER;
  private static final long CATEGORY_FIELDS = 2 * 8 + 4 * 4 + HEADER;
  private static final long CELL = 160;
  private static final long SKETCH = 2_300;

  private Memory() {}

  /** The most bytes of a model's counts: every bucket of the longest window, version and slice. */
  public static long countsBytes(ModelSpec spec) {
    SeriesScope scope = SeriesScope.of(spec);
    long buckets = spec.longestWindow().dividedBy(spec.bucket()) + 1;
    WatchedColumns columns = WatchedColumns.of(spec);
    boolean spread = spec.drift().needsMeans();
    long cell = CELL;
    for (WatchedColumn column : columns.numbers()) {
      // an atom's bin comes with two edges: at the most one for each quantile
      long bins = 2L * column.bins();
      cell += NUMERIC_FIELDS + HEADER + 8 * bins * (spread ? 3 : 1);
      cell += column.role() == WatchedColumn.Role.LATENCY ? SKETCH : 0;
    }
    for (WatchedColumn column : columns.texts()) {
      cell += CATEGORY_FIELDS + HEADER + 8L * (column.top() + 2);
    }
    return cell * buckets * scope.versions() * scope.slices();
  }
}
