package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.CountReader;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.ReadResult;
import java.time.Duration;
import java.time.Instant;

/** Lets the database count the rows. */
final class DatabaseRange implements RangeReader {
  private final CountReader reader;
  private final WatchedColumns columns;

  DatabaseRange(CountReader reader, WatchedColumns columns) {
    this.reader = reader;
    this.columns = columns;
  }

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts layouts,
      Deadline deadline) {
    ReadResult<BucketedCounts> read = reader.read(from, to, bucket, deadline, layouts::of);
    return CountedRange.of(
        read, read.counts(), new BucketedCounts(columns.slices(), bucket, layouts::of));
  }

  @Override
  public boolean canCut() {
    return false;
  }
}
