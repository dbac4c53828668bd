package io.tidegauge.exporter.rows;

import io.tidegauge.counts.RowsNeeded;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.CountReader;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;

/** Counts the rows of a range of time. */
interface RangeReader {

  /** The reader that the database's config asks for. */
  static RangeReader of(Database database, ModelSpec spec, WatchedColumns columns) {
    return switch (database.counting()) {
      case ROWS -> rows(database, spec, columns);
      case IN_DATABASE -> inDatabase(database, spec, columns);
    };
  }

  /** The reader that is fastest with many rows, where it counts all that the spec asks for. */
  static RangeReader ofMany(Database database, ModelSpec spec, WatchedColumns columns) {
    return database.countsFasterThanItReads() && RowsNeeded.by(spec).isEmpty()
        ? inDatabase(database, spec, columns)
        : of(database, spec, columns);
  }

  private static RangeReader rows(Database database, ModelSpec spec, WatchedColumns columns) {
    return new RowRange(new RowReader(database, spec, columns), columns);
  }

  private static RangeReader inDatabase(Database database, ModelSpec spec, WatchedColumns columns) {
    return new DatabaseRange(new CountReader(database, spec, columns), columns);
  }

  /**
   * Counts the rows of {@code [from, to)}.
   *
   * @param bucket the length of the buckets that they are counted in
   * @param cut the rows from there on are counted apart, where {@link #canCut} says so
   * @param layouts how the rows of a version are counted
   * @throws io.tidegauge.source.QueryFailedException if the rows cannot be read
   */
  CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts layouts,
      Deadline deadline);

  /** How long a statement that fills the past is to take. */
  default Duration statementTime() {
    return Duration.ofSeconds(1);
  }

  /** Whether rows of one bucket can be told apart by a cut. */
  boolean canCut();
}
