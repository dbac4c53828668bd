package io.tidegauge.source;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.CountScope.Slice;
import io.tidegauge.source.RowSource.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Counts the rows of a range once: asks statement after statement and puts the answers together.
 */
final class CountGathering {
  private static final int ROWS_BETWEEN_LOOKS = 1024;

  /** The column of a grouped value. */
  private static final int VALUE = 3;

  /**
   * PostgreSQL takes 1,664 columns; DuckDB plans several statements of some hundreds faster than
   * one of them all.
   */
  private static final int MOST_AGGREGATES = 400;

  private final Database database;
  private final WatchedColumns columns;
  private final CountPlan plan;
  private final CountStatement statement;
  private final Instant from;
  private final Deadline deadline;
  private final boolean careful;
  private final BucketedCounts counts;
  private final Map<ColumnRef, Long> typeErrors = new LinkedHashMap<>();

  CountGathering(
      Database database,
      WatchedColumns columns,
      CountPlan plan,
      CountStatement statement,
      Instant from,
      Deadline deadline,
      boolean careful,
      BucketedCounts counts) {
    this.database = database;
    this.columns = columns;
    this.plan = plan;
    this.statement = statement;
    this.from = from;
    this.deadline = deadline;
    this.careful = careful;
    this.counts = counts;
  }

  ReadResult<BucketedCounts> read() {
    long[] rows = rows();
    if (rows[0] > 0) {
      Map<String, CountLayout> layouts = new LinkedHashMap<>();
      Labels versions = versions(rows[0], layouts);
      if (versions.size() > 0) {
        count(versions, layouts);
      }
    }
    return new ReadResult<>(counts, rows[0], rows[1], rows[2], plan.rows().failed(), typeErrors);
  }

  /** How many rows, unmatched ones and repeated ones there are. */
  private long[] rows() {
    boolean joined = plan.rows().statement().matched() > 0;
    return query(
        statement.rows(),
        1,
        result -> {
          result.next();
          return joined
              ? new long[] {result.getLong(1), result.getLong(2), result.getLong(3)}
              : new long[] {result.getLong(1), 0, 0};
        });
  }

  private <R> R query(Sql sql, int fetchSize, ResultReader<R> reader) {
    return database.query(sql, fetchSize, deadline, reader);
  }

  /** The versions that are counted, and how. */
  private Labels versions(long rows, Map<String, CountLayout> layouts) {
    Optional<String> column = plan.rows().statement().versionName();
    if (column.isEmpty()) {
      Labels only = new Labels();
      only.add(null, Cell.ONLY_VERSION);
      return only.only(version -> admit(version, rows, layouts));
    }
    return labels(
        column.get(),
        Optional.of(Cell.NO_VERSION),
        (version, number) -> admit(version, number, layouts));
  }

  private boolean admit(String version, long rows, Map<String, CountLayout> layouts) {
    Optional<CountLayout> layout =
        counts.admit(version, rows, ChronoUnit.MICROS.between(Instant.EPOCH, from));
    layout.ifPresent(known -> layouts.put(version, known));
    return layout.isPresent();
  }

  /** Whether a value that so many rows have is wanted. */
  @FunctionalInterface
  private interface Wanted {
    boolean test(String text, long rows);
  }

  private Labels labels(String column, Optional<String> ofNull, Wanted wanted) {
    return query(
        statement.labels(column),
        RowStatement.fetchSize(3),
        result -> {
          ColumnShape shape = ColumnShape.of(result.getMetaData(), 1);
          Labels labels = new Labels();
          for (long looked = 1; result.next(); looked++) {
            look(looked);
            Optional<String> text =
                Optional.ofNullable(Texts.text(shape, result, 1)).or(() -> ofNull);
            if (text.isPresent() && wanted.test(text.get(), result.getLong(3))) {
              labels.add(result.getString(2), text.get());
            }
          }
          return labels;
        });
  }

  private void look(long looked) throws SQLException {
    if (looked % ROWS_BETWEEN_LOOKS == 0 && deadline.passed()) {
      // Between two fetches there is nothing on the server that a cancel could end.
      throw new SQLTimeoutException("the deadline came while counts were read");
    }
  }

  private void count(Labels versions, Map<String, CountLayout> layouts) {
    List<Slice> slices = slices(layouts);
    Map<List<NumericLayout>, Set<String>> alike = new LinkedHashMap<>();
    layouts.forEach(
        (version, layout) ->
            alike.computeIfAbsent(layout.numbers(), key -> new HashSet<>()).add(version));
    for (Optional<Slice> slice : withAll(slices)) {
      alike.forEach(
          (layout, names) ->
              numbers(new CountScope(versions.only(names::contains), slice), layout));
      plan.grouped().forEach(column -> groups(new CountScope(versions, slice), column));
    }
  }

  private static List<Optional<Slice>> withAll(List<Slice> slices) {
    List<Optional<Slice>> all = new ArrayList<>();
    all.add(Optional.empty());
    slices.forEach(slice -> all.add(Optional.of(slice)));
    return all;
  }

  /** The slices of which there are rows. */
  private List<Slice> slices(Map<String, CountLayout> layouts) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < columns.slices().size(); i++) {
      String column = columns.slices().get(i).column();
      Set<String> watched = new HashSet<>();
      layouts
          .values()
          .forEach(layout -> watched.addAll(layout.slices().getOrDefault(column, Set.of())));
      Optional<String> name = plan.slice(i).map(RowStatement::valueName);
      if (name.isPresent() && !watched.isEmpty()) {
        Labels values =
            labels(name.get(), Optional.empty(), (text, rows) -> watched.contains(text));
        slices.add(new Slice(i, name.get(), values));
      }
    }
    slices.removeIf(slice -> slice.values().size() == 0);
    return slices;
  }

  private void numbers(CountScope scope, List<NumericLayout> layouts) {
    List<NumberAggregates> part = new ArrayList<>();
    int size = 0;
    boolean first = true;
    for (int column : plan.aggregated()) {
      NumberAggregates next = aggregates(column, layouts);
      int added = next.aggregates(database.dialect()).size();
      if (!part.isEmpty() && size + added > MOST_AGGREGATES) {
        numbers(scope, part, first);
        first = false;
        part = new ArrayList<>();
        size = 0;
      }
      part.add(next);
      size += added;
    }
    numbers(scope, part, first);
  }

  private NumberAggregates aggregates(int column, List<NumericLayout> layouts) {
    NumericLayout layout = layouts.get(plan.value(column).column().index());
    return new NumberAggregates(plan.number(column), layout, careful);
  }

  /** The numbers of some columns; the first statement of a scope also tells of the rows. */
  private void numbers(CountScope scope, List<NumberAggregates> part, boolean first) {
    Sql sql = statement.numbers(scope, part);
    int width = CountStatement.FIRST - 1;
    for (NumberAggregates column : part) {
      width += column.aggregates(database.dialect()).size();
    }
    query(
        sql,
        RowStatement.fetchSize(width),
        result -> {
          for (long looked = 1; result.next(); looked++) {
            look(looked);
            Optional<Counts> cell = cell(scope, result);
            if (cell.isPresent()) {
              add(result, part, first, cell.get());
            }
          }
          return true;
        });
  }

  private void add(ResultSet result, List<NumberAggregates> part, boolean first, Counts cell)
      throws SQLException {
    long rows = result.getLong(2);
    if (first) {
      cell.addRows(rows, result.getLong(3), statement.originMicros() + result.getLong(4));
      plan.rows().failed().forEach(failed -> addMissing(cell, failed.column(), rows));
    }
    int at = CountStatement.FIRST;
    for (NumberAggregates column : part) {
      ColumnRef watched = plan.value(column.column().index()).column();
      cell.number(watched.index()).add(column.read(result, at, rows));
      at += column.aggregates(database.dialect()).size();
    }
  }

  private static void addMissing(Counts cell, ColumnRef column, long rows) {
    switch (column.kind()) {
      case NUMBER -> cell.number(column.index()).addMissing(rows);
      case TEXT -> cell.text(column.index()).addMissing(rows);
      case SLICE, FAILED, ID, WEIGHT, TRACE -> {
        // Rows without them are in no slice, have not failed, and count once.
      }
    }
  }

  private Optional<Counts> cell(CountScope scope, ResultSet result) throws SQLException {
    long cell = result.getLong(1);
    long micros = statement.originMicros() + cell;
    int number = statement.number(cell);
    if (scope.slice().isEmpty()) {
      return Optional.of(counts.all(micros, scope.versions().text(number)));
    }
    Slice slice = scope.slice().get();
    String version = scope.versions().text(number / slice.values().size());
    String value = slice.values().text(number % slice.values().size());
    return counts.slice(micros, version, slice.index(), value);
  }

  private void groups(CountScope scope, int column) {
    Value value = plan.value(column);
    query(
        statement.groups(scope, column),
        RowStatement.fetchSize(VALUE),
        result -> {
          ColumnShape shape = ColumnShape.of(result.getMetaData(), VALUE);
          for (long looked = 1; result.next(); looked++) {
            look(looked);
            Optional<Counts> cell = cell(scope, result);
            if (cell.isPresent()) {
              add(result, shape, value, cell.get(), scope.slice().isEmpty());
            }
          }
          return true;
        });
  }

  private void add(ResultSet result, ColumnShape shape, Value value, Counts cell, boolean all)
      throws SQLException {
    long rows = result.getLong(2);
    ColumnRef column = value.column();
    String text = Texts.text(shape, result, VALUE);
    if (column.kind() == ColumnRef.Kind.FAILED) {
      cell.addRows(0, Texts.flag(shape, result, VALUE) ? rows : 0, Long.MIN_VALUE);
    } else if (text == null || value.missing().has(text)) {
      addMissing(cell, column, rows);
    } else if (column.kind() == ColumnRef.Kind.TEXT) {
      cell.text(column.index()).add(text, rows);
    } else {
      OptionalDouble number = Numbers.parse(text);
      if (number.isEmpty()) {
        addMissing(cell, column, rows);
        cell.number(column.index()).addTypeErrors(rows);
        typeErrors.merge(column, all ? rows : 0, Long::sum);
      } else if (value.missing().has(number.getAsDouble())) {
        addMissing(cell, column, rows);
      } else {
        cell.number(column.index()).add(number.getAsDouble() * value.factor(), rows);
      }
    }
  }
}
