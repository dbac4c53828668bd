package io.tidegauge.source;

import io.tidegauge.source.RowSource.Value;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what can be read of a source, so that one bad column does not cost the others. */
final class RowPlanner {
  private static final String TRIAL = "trial of a column";

  private final Database database;
  private final String what;
  private final RowSource source;

  RowPlanner(Database database, String what, RowSource source) {
    this.database = database;
    this.what = what;
    this.source = source;
  }

  /** The plan that reads everything. */
  RowPlan all(Deadline deadline) {
    return without(List.of(), deadline);
  }

  /**
   * The plan that leaves out what fails. The source itself failing, its time, table or condition,
   * is a failure.
   */
  RowPlan working(Instant from, Instant to, Deadline deadline) {
    TimedTable main = main(deadline);
    Optional<TimedTable> joined = joined(deadline);
    RowStatement keys = RowStatement.of(TRIAL, source, main, joined, List.of());
    tryOut(withoutRows(keys.sql(from, to)), deadline);
    List<FailedColumn> failed = new ArrayList<>();
    for (Value value : source.values()) {
      switch (value.side()) {
        case LOG -> failure(value, main, from, to, deadline).ifPresent(failed::add);
        case JOINED -> {
          JoinedTable other = source.joined().orElseThrow();
          Instant first = from.minus(other.before());
          Instant last = to.plus(other.after());
          failure(value, joined.orElseThrow(), first, last, deadline).ifPresent(failed::add);
        }
        case BETWEEN -> {
          // The times of both are needed in any case: what is wrong with them has been told.
        }
      }
    }
    return plan(main, joined, failed);
  }

  /** The plan that leaves these columns out. */
  RowPlan without(List<FailedColumn> failed, Deadline deadline) {
    return plan(main(deadline), joined(deadline), failed);
  }

  private RowPlan plan(TimedTable main, Optional<TimedTable> joined, List<FailedColumn> failed) {
    List<ColumnRef> out = failed.stream().map(FailedColumn::column).toList();
    List<Value> values =
        source.values().stream().filter(value -> !out.contains(value.column())).toList();
    RowStatement statement = RowStatement.of(what, source, main, joined, values);
    return new RowPlan(statement, failed, System.nanoTime());
  }

  private Optional<FailedColumn> failure(
      Value value, TimedTable table, Instant from, Instant to, Deadline deadline) {
    return failure(value.column(), value.operand(), table, table.values(from, to), deadline);
  }

  /** A column fails by itself; an expression may also fail by the data of some row. */
  Optional<FailedColumn> failure(
      ColumnRef column,
      Operand tried,
      TimedTable table,
      List<Object> parameters,
      Deadline deadline) {
    String operand = table.operand(tried);
    try {
      tryOut(
          withoutRows(
              new Sql(TRIAL, "SELECT " + operand + " AS tg" + table.fromWhere(), parameters)),
          deadline);
      if (tried instanceof Operand.Expression) {
        String counted = "SELECT count(" + operand + ")" + table.fromWhere();
        tryOut(new Sql(TRIAL, counted, parameters), deadline);
      }
      return Optional.empty();
    } catch (QueryFailedException e) {
      if (RowReader.isOurs(e) && !source.needs(column)) {
        return Optional.of(new FailedColumn(column, e.kind(), e.reason()));
      }
      throw e;
    }
  }

  private static Sql withoutRows(Sql sql) {
    return new Sql(
        sql.what(), "SELECT * FROM (" + sql.text() + ") tg_none WHERE 1 = 0", sql.parameters());
  }

  private void tryOut(Sql sql, Deadline deadline) {
    database.query(sql, 1, deadline, rows -> rows.next());
  }

  private TimedTable main(Deadline deadline) {
    return new TimedTable(
        database.dialect(),
        database.table(source.table()),
        axis(source.table(), source.time(), deadline),
        source.where(),
        source.version(),
        source.only());
  }

  private Optional<TimedTable> joined(Deadline deadline) {
    if (source.joined().isEmpty()) {
      return Optional.empty();
    }
    JoinedTable joined = source.joined().get();
    return Optional.of(
        new TimedTable(
            database.dialect(),
            database.table(joined.table()),
            axis(joined.table(), joined.time(), deadline),
            joined.where(),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<TimeAxis> axis(TableName table, Optional<TimeColumn> time, Deadline deadline) {
    return time.map(column -> axis(table, column, deadline));
  }

  private TimeAxis axis(TableName table, TimeColumn time, Deadline deadline) {
    return TimeAxes.find(database, table, time, deadline);
  }
}
