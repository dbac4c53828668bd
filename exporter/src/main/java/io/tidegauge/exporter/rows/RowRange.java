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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rows themselves and counts them here. */
final class RowRange implements RangeReader {
  private final Supplier<RowReader> reader;
  private final WatchedColumns columns;
  private final VersionLayouts layouts;

  RowRange(Supplier<RowReader> reader, WatchedColumns columns, VersionLayouts layouts) {
    this.reader = reader;
    this.columns = columns;
    this.layouts = layouts;
  }

  /** The rows of both sides of the cut. */
  private record Sides(BucketedCounts before, BucketedCounts after) {}

  @Override
  public CountedRange read(
      Instant from, Instant to, Duration bucket, Instant cut, Deadline deadline) {
    long cutMicros = ChronoUnit.MICROS.between(Instant.EPOCH, cut);
    ReadResult<Sides> read =
        reader
            .get()
            .read(
                from,
                to,
                deadline,
                () -> new Sides(empty(bucket), empty(bucket)),
                (sides, row) ->
                    (row.timeMicros() < cutMicros ? sides.before() : sides.after()).add(row));
    Set<String> unreadable = new TreeSet<>();
    read.failedColumns().forEach(column -> unreadable.add(column.column().name()));
    return new CountedRange(
        read.counts().before(), read.counts().after(), unreadable, trouble(read));
  }

  private BucketedCounts empty(Duration bucket) {
    return new BucketedCounts(columns, bucket, layouts::of);
  }

  private static String trouble(ReadResult<?> result) {
    Stream<String> failed =
        result.failedColumns().stream()
            .map(column -> column.column().name() + " cannot be read: " + column.reason());
    Stream<String> mistyped =
        result.typeErrors().keySet().stream()
            .map(column -> column.name() + " has values that are no numbers: they are missing")
            .sorted();
    return Stream.concat(failed, mistyped).collect(Collectors.joining("; "));
  }

  @Override
  public boolean costsByRow() {
    return true;
  }
}
