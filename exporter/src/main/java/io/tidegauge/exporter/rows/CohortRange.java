package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.ReadResult;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads predictions with their labels, and counts what one says of the other. */
final class CohortRange implements RangeReader {
  private final RowReader reader;
  private final ModelSpec spec;
  private final CohortColumns columns;

  CohortRange(Database database, ModelSpec spec, CohortColumns columns, InstantSource end) {
    this.reader = RowReader.ofCohort(database, spec, columns.read(), end);
    this.spec = spec;
    this.columns = columns;
  }

  /** What is counted, and what makes rows into it. */
  private record Gathered(BucketedCounts counts, CohortGathering gathering) {}

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts layouts,
      Deadline deadline) {
    ReadResult<Gathered> read =
        reader.read(
            from,
            to,
            deadline,
            () -> gathered(empty(bucket, layouts)),
            (gathered, row) -> gathered.gathering().add(row));
    read.counts().gathering().end();
    return CountedRange.of(read, read.counts().counts(), empty(bucket, layouts));
  }

  private Gathered gathered(BucketedCounts counts) {
    return new Gathered(counts, CohortGathering.of(spec, columns, counts::add));
  }

  private BucketedCounts empty(Duration bucket, VersionLayouts layouts) {
    return new BucketedCounts(spec.predictions().slices(), bucket, layouts::of);
  }

  /** Rows that wait for others of their request take some 300 bytes each until the last is read. */
  @Override
  public Duration statementTime() {
    boolean waits = columns.pairsVersions() || spec.predictions().ranking().isPresent();
    return waits ? Duration.ofMillis(200) : RangeReader.super.statementTime();
  }

  /** Predictions that are as old as that do not come one by one: there is no need. */
  @Override
  public boolean canCut() {
    return false;
  }
}
