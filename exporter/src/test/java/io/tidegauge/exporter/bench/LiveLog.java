package io.tidegauge.exporter.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A log on PostgreSQL up to the real time and beyond it, for exporters with a clock of their own.
 */
final class LiveLog {
  private LiveLog() {}

  /** A million rows of the last day, and rows of the next two hours that are not due yet. */
  static void fill(LogStore store) throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    store.execute(
        Rows.create("log"),
        Rows.insert(
            "log",
            now.minus(Duration.ofHours(24)),
            now.plus(Duration.ofHours(2)),
            Rows.BETWEEN_ROWS),
        "CREATE INDEX ON log (ts)");
    store.execute(Rows.training());
    store.execute("VACUUM ANALYZE");
  }
}
