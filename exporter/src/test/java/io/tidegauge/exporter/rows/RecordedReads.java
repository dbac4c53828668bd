package io.tidegauge.exporter.rows;

import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows as the exporter does, and notes of which ranges. */
public final class RecordedReads implements RangeReader {
  /** A range of time that was read. */
  public record Range(Instant from, Instant to) {}

  private final RangeReader reader;
  private final List<Range> ranges = new ArrayList<>();

  private RecordedReads(RangeReader reader) {
    this.reader = reader;
  }

  /** What scrapes at these times read, each after the one before, if one at {@code start} was. */
  public static List<List<Range>> ofScrapes(
      Database database, ModelSpec spec, Instant start, List<Instant> scrapes) {
    WatchedColumns columns = WatchedColumns.of(spec);
    VersionLayouts layouts =
        new VersionLayouts(version -> CountLayouts.of(spec, columns, Optional.empty()));
    RecordedReads reads =
        new RecordedReads(new RowRange(new RowReader(database, spec, columns), columns, layouts));
    RowHistory history =
        new RowHistory(spec, columns, layouts, reads, new RowCounters(spec, columns, start));
    history.advance(start, Deadline.after(Duration.ofMinutes(1)));
    List<List<Range>> read = new ArrayList<>();
    for (Instant scrape : scrapes) {
      reads.ranges.clear();
      history.advance(scrape, Deadline.after(Duration.ofMinutes(1)));
      read.add(List.copyOf(reads.ranges));
    }
    return read;
  }

  @Override
  public CountedRange read(
      Instant from, Instant to, Duration bucket, Instant cut, Deadline deadline) {
    ranges.add(new Range(from, to));
    return reader.read(from, to, bucket, cut, deadline);
  }

  @Override
  public boolean costsByRow() {
    return reader.costsByRow();
  }
}
