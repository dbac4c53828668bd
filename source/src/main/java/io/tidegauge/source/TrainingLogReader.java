package io.tidegauge.source;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.TrainingColumns;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.TrainingLogSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the steps of a training log by version, by one statement that is bounded in time. */
public final class TrainingLogReader {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "training log";

  private final Database database;
  private final TrainingLogSpec log;
  private final WatchedColumns columns;

  /** A reader of that log. */
  public TrainingLogReader(Database database, TrainingLogSpec log) {
    this.database = database;
    this.log = log;
    this.columns = TrainingColumns.of(log);
  }

  /**
   * Counts the steps that are not older than the spec reads.
   *
   * @throws QueryFailedException if they cannot be read; a column that cannot is left out
   */
  public ReadResult<Map<String, Counts>> read(Instant now, Deadline deadline) {
    Instant from = now.minus(log.within());
    RowSource source = RowSource.of(log, columns);
    RowPlan plan = new RowPlanner(database, STATEMENT, source).working(from, now, deadline);
    RowGathering<Map<String, Counts>> gathering =
        new RowGathering<>(
            plan, source, columns, from, now, deadline, new HashMap<>(), this::count);
    RowStatement statement = plan.statement();
    return database.query(statement.sql(from, now), statement.fetchSize(), deadline, gathering);
  }

  private void count(Map<String, Counts> versions, Row row) {
    String name = row.version();
    versions
        .computeIfAbsent(
            name == null ? Cell.NO_VERSION : name,
            version -> new Counts(TrainingColumns.layout(columns)))
        .add(row);
  }
}
