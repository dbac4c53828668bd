package io.tidegauge.exporter.rows;

import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a model's new rows as a scrape does, and notes of which ranges. */
public final class RecordedReads implements RangeReader {
  /** A range of time that was read. */
  public record Range(Instant from, Instant to) {}

  private final RangeReader reader;
  private final RowHistory history;
  private final List<Range> ranges = new ArrayList<>();

  /** Nothing is read yet. */
  public RecordedReads(
      Database database,
      ModelSpec spec,
      Function<String, Optional<Profile>> profiles,
      Instant start) {
    WatchedColumns columns = WatchedColumns.of(spec);
    VersionLayouts layouts =
        new VersionLayouts(version -> CountLayouts.of(spec, columns, profiles.apply(version)));
    this.reader = RangeReader.of(database, spec, columns);
    this.history =
        new RowHistory(
            spec,
            spec.lateness().plus(ModelRows.CLOCK_ERROR),
            spec.drift().earlier(),
            layouts,
            () -> this,
            () -> this,
            new RowCounters(spec, columns, start));
  }

  /** Reads what a scrape at {@code now} would, and says of which ranges. */
  public List<Range> advance(Instant now) {
    ranges.clear();
    history.advance(now, Deadline.after(Duration.ofMinutes(1)));
    return List.copyOf(ranges);
  }

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts layouts,
      Deadline deadline) {
    ranges.add(new Range(from, to));
    return reader.read(from, to, bucket, cut, layouts, deadline);
  }

  @Override
  public boolean canCut() {
    return reader.canCut();
  }
}
