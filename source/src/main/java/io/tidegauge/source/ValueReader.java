package io.tidegauge.source;

import io.tidegauge.counts.ValueHistory;
import io.tidegauge.counts.ValueHistory.Dated;
import io.tidegauge.counts.ValueHistory.Span;
import io.tidegauge.spec.DependencySpec.Logged;
import io.tidegauge.spec.DependencySpec.Queried;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a declared dependency is at, and since when. Rows without a value say nothing. */
public final class ValueReader {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "dependency";

  private static final int FETCH = 1000;

  /** More than these are no changes of a dependency: the last of them say what was the last one. */
  private static final int MOST_CHANGES = 1000;

  /** More values than these within the windows are no versions. */
  private static final int MOST_VALUES = 100;

  private final Database database;
  private final PredictionsSpec log;

  /** A reader of dependencies, of those that are logged in that log too. */
  public ValueReader(Database database, PredictionsSpec log) {
    this.database = database;
    this.log = log;
  }

  /**
   * When rows of {@code [from, to)} with each value were logged.
   *
   * @throws QueryFailedException if the log cannot be read, or holds more values than versions of
   *     anything have
   */
  public ValueHistory logged(Logged source, Instant from, Instant to, Deadline deadline) {
    TimeAxis axis = TimeAxes.find(database, log.table(), log.time(), deadline);
    Dialect dialect = database.dialect();
    TimedTable table =
        new TimedTable(
            dialect,
            database.table(log.table()),
            Optional.of(axis),
            log.where(),
            Optional.empty(),
            Optional.empty());
    String text =
        "SELECT logged_value, min(logged_at), max(logged_at) FROM (SELECT "
            + (table.operand(source.value()) + " AS logged_value, ")
            + (dialect.quote(log.time().column()) + " AS logged_at" + table.fromWhere())
            + (") AS logged WHERE logged_value IS NOT NULL GROUP BY logged_value LIMIT "
                + (MOST_VALUES + 1));
    Instant first = from.truncatedTo(ChronoUnit.MICROS);
    Instant end = to.truncatedTo(ChronoUnit.MICROS);
    Sql sql = new Sql(STATEMENT, text, table.values(first, end));
    SortedMap<String, Span> spans =
        database.queryAgain(sql, FETCH, deadline, rows -> spans(rows, axis));
    if (spans.size() > MOST_VALUES) {
      throw refused("more than " + MOST_VALUES + " values are logged: these are no versions", text);
    }
    return new ValueHistory(spans);
  }

  private static SortedMap<String, Span> spans(ResultSet rows, TimeAxis axis) throws SQLException {
    ColumnShape shape = ColumnShape.of(rows.getMetaData(), 1);
    SortedMap<String, Span> spans = new TreeMap<>();
    while (rows.next()) {
      String value = Texts.text(shape, rows, 1);
      if (value != null) {
        spans.put(value, new Span(instant(axis, rows, 2), instant(axis, rows, 3)));
      }
    }
    return spans;
  }

  /**
   * The last rows of a query, the newest first.
   *
   * @throws QueryFailedException if it fails, or its columns are not a value and a time
   */
  public List<Dated> changes(Queried source, Deadline deadline) {
    String text =
        database.declared(source.sql())
            + (" ORDER BY 2 DESC NULLS LAST, 1 DESC LIMIT " + MOST_CHANGES);
    return database.queryAgain(
        new Sql(STATEMENT, text, List.of()), FETCH, deadline, rows -> changes(rows, text));
  }

  private static List<Dated> changes(ResultSet rows, String text) throws SQLException {
    ResultSetMetaData result = rows.getMetaData();
    ColumnShape shape = ColumnShape.of(result, 1);
    ColumnShape times = ColumnShape.of(result, Math.min(2, result.getColumnCount()));
    if (result.getColumnCount() != 2 || !TimeAxis.fits(TimeUnit.TIMESTAMP, times)) {
      throw refused("its columns are not a value and a timestamp", text);
    }
    String name = result.getColumnName(2);
    TimeAxis axis =
        TimeAxis.of(
            new TimeColumn(name, TimeUnit.TIMESTAMP, ZoneOffset.UTC, Optional.empty()), times);
    List<Dated> changes = new ArrayList<>();
    while (rows.next()) {
      String value = Texts.text(shape, rows, 1);
      if (value != null && rows.getObject(2) != null) {
        changes.add(new Dated(value, instant(axis, rows, 2)));
      }
    }
    return changes;
  }

  private static Instant instant(TimeAxis axis, ResultSet rows, int position) throws SQLException {
    return Instant.EPOCH.plus(axis.micros(rows, position), ChronoUnit.MICROS);
  }

  private static QueryFailedException refused(String reason, String text) {
    return new QueryFailedException(
        FailureKind.BAD_QUERY, STATEMENT, reason, "", Duration.ZERO, text, false);
  }
}
