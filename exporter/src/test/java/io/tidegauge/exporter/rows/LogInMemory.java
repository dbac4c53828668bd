package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A log whose rows are at hand, for tests of what is made of them. */
public final class LogInMemory implements RangeReader {
  /** The rows that can be seen now. */
  final List<Row> rows = new ArrayList<>();

  /** Whether readings fail. */
  boolean down;

  /** Columns that cannot be read now. */
  Set<String> unreadable = Set.of();

  /** How many rows were read, by all readings. */
  long read;

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final VersionLayouts layouts;

  LogInMemory(ModelSpec spec, Function<String, Optional<Profile>> profiles) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
    this.layouts =
        new VersionLayouts(version -> CountLayouts.of(spec, columns, profiles.apply(version)));
  }

  /** The windows that end at {@code now} over these rows. */
  public static List<WindowCounts> windows(
      ModelSpec spec, Function<String, Optional<Profile>> profiles, List<Row> rows, Instant now) {
    LogInMemory log = new LogInMemory(spec, profiles);
    log.rows.addAll(rows);
    RowHistory history = log.history(now);
    log.fill(history, now);
    return history.known(now).windows();
  }

  /** A history of this log, of which nothing is read yet. */
  RowHistory history(Instant start) {
    return history(new RowCounters(spec, columns, start));
  }

  /** A history of this log, of which nothing is read yet. */
  RowHistory history(RowCounters counters) {
    return new RowHistory(
        spec,
        spec.lateness().plus(ModelRows.CLOCK_ERROR),
        spec.drift().earlier(),
        layouts,
        () -> this,
        () -> this,
        counters);
  }

  /** Reads all there is. */
  void fill(RowHistory history, Instant now) {
    history.advance(now, later());
    while (history.fill(now, later())) {
      // the next part
    }
  }

  static Deadline later() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  /** An empty row of this log's columns at that time. */
  Row row(Instant time) {
    Row row = new Row(columns);
    row.timeMicros(micros(time));
    return row;
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts known,
      Deadline deadline) {
    if (down) {
      throw QueryFailedException.busy();
    }
    BucketedCounts before = new BucketedCounts(columns.slices(), bucket, known::of);
    BucketedCounts after = new BucketedCounts(columns.slices(), bucket, known::of);
    for (Row row : rows) {
      if (row.timeMicros() >= micros(from) && row.timeMicros() < micros(to)) {
        (row.timeMicros() < micros(cut) ? before : after).add(row);
        read++;
      }
    }
    return new CountedRange(before, after, unreadable, "");
  }

  @Override
  public boolean canCut() {
    return true;
  }
}
