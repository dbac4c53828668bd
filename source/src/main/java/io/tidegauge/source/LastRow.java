package io.tidegauge.source;

import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Asks when the newest row of a log happened, or when the newest label came. */
public final class LastRow {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "last row";

  private final Database database;
  private final TableName name;
  private final TimeColumn time;
  private final Optional<String> where;

  private LastRow(Database database, TableName name, TimeColumn time, Optional<String> where) {
    this.database = database;
    this.name = name;
    this.time = time;
    this.where = where;
  }

  /** The last row of that log. */
  public static LastRow of(Database database, PredictionsSpec log) {
    return new LastRow(database, log.table(), log.time(), log.where());
  }

  /** The last of these labels, which have a table of their own. */
  public static LastRow of(Database database, LabelsSpec labels) {
    return new LastRow(
        database, labels.table().orElseThrow(), labels.time().orElseThrow(), labels.where());
  }

  /**
   * The newest time in {@code [end - lookBack, end)}, or empty where there is no row.
   *
   * @throws QueryFailedException if the log cannot be read
   */
  public Optional<Instant> before(Instant end, Duration lookBack, Deadline deadline) {
    TimeAxis axis = TimeAxes.find(database, name, time, deadline);
    TimedTable table =
        new TimedTable(
            database.dialect(),
            database.table(name),
            Optional.of(axis),
            where,
            Optional.empty(),
            Optional.empty());
    String column = database.dialect().quote(time.column());
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
