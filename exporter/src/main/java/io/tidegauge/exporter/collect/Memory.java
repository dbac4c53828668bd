package io.tidegauge.exporter.collect;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.PackedCounts;
import io.tidegauge.counts.Sketches;
import io.tidegauge.counts.Tiers;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.SeriesScope;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.NumericBins;
import java.util.Collections;

/**
 * The memory that a model's counts come to when all windows are filled, from its spec alone. Bytes
 * of objects on a 64-bit Java 17 with compressed references. Where more than 65,535 rows fall into
 * one bin of a bucket, that bucket takes up to twice as much.
 */
public final class Memory {
  /** What counts may take of the heap: the rest is for readings, rows under way and the server. */
  public static final double SHARE_OF_HEAP = 0.6;

  private static final long ARRAY = 16;
  private static final long NUMERIC_COUNTS = 208;
  private static final long CATEGORY_COUNTS = 80;

  /** Of weighted rows the squares of the weights are counted too, which need four bytes each. */
  private static final long WITH_SQUARES = 3;

  private Memory() {}

  /** The bytes of a model's counts: every bucket of every tier, version and slice. */
  public static long countsBytes(ModelSpec spec) {
    SeriesScope scope = SeriesScope.of(spec);
    long cells = scope.versions() * scope.slices();
    long buckets = Tiers.of(spec.windows(), spec.bucket(), spec.drift().earlier()).buckets();
    long rows = buckets * sealedCell(spec) + openCells(spec) * openCell(spec);
    return repetition(spec, scope.versions(), buckets)
        + (spec.predictions().weight().isPresent() ? WITH_SQUARES : 1)
            * cells
            * (rows + CohortColumns.of(spec).map(labels -> cohorts(spec, labels)).orElse(0L));
  }

  /** What is kept of versions to tell rows that come again. */
  private static long repetition(ModelSpec spec, long versions, long buckets) {
    long sketches =
        (spec.predictions().unique() ? 1L : 0L) + (spec.predictions().repeated() ? 1 : 0);
    long open = openCells(spec);
    long rows = sketches * (buckets * Sketches.ROW_BYTES + open * Sketches.OPEN_ROW_BYTES);
    long scores = buckets * Sketches.FREQUENT_BYTES + open * Sketches.OPEN_FREQUENT_BYTES;
    return versions * (rows + (spec.predictions().identical() ? scores : 0));
  }

  /** What is kept of a version or slice of the predictions with their labels. */
  private static long cohorts(ModelSpec spec, CohortColumns labels) {
    long buckets = Tiers.of(spec.windows(), spec.bucket()).buckets();
    CountLayout layout = labels.layout(Collections.emptySortedMap());
    long counts = 0;
    long sketches = 0;
    for (NumericLayout number : layout.numbers()) {
      counts += 1L + number.bins().map(NumericBins::size).orElse(1) + (number.moments() ? 2 : 0);
      sketches += number.quantiles() ? 1 : 0;
    }
    for (CategoryLayout text : layout.texts()) {
      counts += 1L + text.bins().map(CategoryBins::size).orElse(0);
    }
    int numbers = layout.numbers().size();
    int texts = layout.texts().size();
    long sealed = PackedCounts.bytes(counts, 4L * numbers, texts, sketches);
    long open =
        100
            + numbers * (NUMERIC_COUNTS + ARRAY)
            + texts * (CATEGORY_COUNTS + ARRAY)
            + 8 * counts
            + sketches * Sketches.BYTES;
    return buckets * sealed + (2 + 2L * spec.windows().size()) * open;
  }

  /** What is kept of a version or slice in one sealed bucket. */
  private static long sealedCell(ModelSpec spec) {
    WatchedColumns columns = WatchedColumns.of(spec);
    long counts = 0;
    long numbers = 0;
    long sketches = 0;
    for (WatchedColumn column : columns.numbers()) {
      counts += 1L + column.bins() + (column.moments() ? 2 : 0);
      numbers += (column.moments() ? 4 : 1) + (hasSums(column, spec) ? 2L * column.bins() : 0);
      sketches += column.hasQuantiles() ? 1 : 0;
    }
    for (WatchedColumn column : columns.texts()) {
      counts += 1L + column.top() + 2;
    }
    return PackedCounts.bytes(counts, numbers, columns.texts().size(), sketches)
        + distinct(columns) * Sketches.DISTINCT_BYTES;
  }

  /** Of how many columns the distinct values are estimated. */
  private static long distinct(WatchedColumns columns) {
    return columns.of(Role.FEATURE).filter(WatchedColumn::distinct).count();
  }

  /** Whether sums are kept for each bin, by which the means of bins are compared. */
  private static boolean hasSums(WatchedColumn column, ModelSpec spec) {
    return spec.drift().needsMeans() && column.isCompared();
  }

  /** What is kept of a version or slice where rows are added still. */
  private static long openCell(ModelSpec spec) {
    WatchedColumns columns = WatchedColumns.of(spec);
    long bytes = 100;
    for (WatchedColumn column : columns.numbers()) {
      bytes += NUMERIC_COUNTS + ARRAY + 8L * column.bins() * (hasSums(column, spec) ? 3 : 1);
      bytes += column.hasQuantiles() ? Sketches.BYTES : 0;
    }
    for (WatchedColumn column : columns.texts()) {
      bytes += CATEGORY_COUNTS + ARRAY + 8L * (column.top() + 2);
    }
    return bytes + distinct(columns) * Sketches.OPEN_DISTINCT_BYTES;
  }

  /**
   * The buckets that are not sealed, and both sums of each window's sealed ones, and of those of
   * the window that it is compared with.
   */
  private static long openCells(ModelSpec spec) {
    long open = spec.lateness().dividedBy(spec.bucket()) + 2;
    EarlierRows earlier = spec.drift().earlier();
    long sums = earlier.reference() == DriftReference.PROFILE ? 2 : 3 + 2L * earlier.quiet().size();
    return open + sums * spec.windows().size();
  }
}
