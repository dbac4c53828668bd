package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.ReadResult;
import io.tidegauge.source.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads the rows themselves and counts them here. */
final class RowRange implements RangeReader {
  private final RowReader reader;
  private final WatchedColumns columns;

  RowRange(RowReader reader, WatchedColumns columns) {
    this.reader = reader;
    this.columns = columns;
  }

  /** The rows of both sides of the cut. */
  private record Sides(BucketedCounts before, BucketedCounts after) {}

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts layouts,
      Deadline deadline) {
    long cutMicros = ChronoUnit.MICROS.between(Instant.EPOCH, cut);
    ReadResult<Sides> read =
        reader.read(
            from,
            to,
            deadline,
            () -> new Sides(empty(bucket, layouts), empty(bucket, layouts)),
            (sides, row) ->
                (row.timeMicros() < cutMicros ? sides.before() : sides.after()).add(row));
    return CountedRange.of(read, read.counts().before(), read.counts().after());
  }

  private BucketedCounts empty(Duration bucket, VersionLayouts layouts) {
    return new BucketedCounts(columns.slices(), bucket, layouts::of);
  }

  @Override
  public boolean canCut() {
    return true;
  }
}
