package io.tidegauge.source;

import io.tidegauge.spec.PredictionsSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Asks when the newest row of a log happened. */
public final class LastRow {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "last row";

  private final Database database;
  private final PredictionsSpec log;

  /** The last row of that log. */
  public LastRow(Database database, PredictionsSpec log) {
    this.database = database;
    this.log = log;
  }

  /**
   * The newest time in {@code [end - lookBack, end)}, or empty where there is no row.
   *
   * @throws QueryFailedException if the log cannot be read
   */
  public Optional<Instant> before(Instant end, Duration lookBack, Deadline deadline) {
    TimeAxis axis = TimeAxes.find(database, log.table(), log.time(), deadline);
    TimedTable table =
        new TimedTable(
            database.dialect(),
            database.table(log.table()),
            Optional.of(axis),
            log.where(),
            Optional.empty(),
            Optional.empty());
    String column = database.dialect().quote(log.time().column());
    Instant bound = end.truncatedTo(ChronoUnit.MICROS);
    Instant start = bound.minus(lookBack);
    List<Object> values = table.values(start, bound);
    Sql sql = new Sql(STATEMENT, "SELECT max(" + column + ")" + table.fromWhere(), values);
    return database.query(
        sql,
        1,
        deadline,
        rows ->
            rows.next() && rows.getObject(1) != null
                ? Optional.of(Instant.EPOCH.plus(axis.micros(rows, 1), ChronoUnit.MICROS))
                : Optional.empty());
  }
}
