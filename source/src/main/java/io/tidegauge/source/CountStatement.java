package io.tidegauge.source;

import io.tidegauge.counts.BucketStarts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The statements that count the rows of a range, which are a subquery in each of them. */
final class CountStatement {
  /** The column that the aggregates begin at. */
  static final int FIRST = 5;

  private static final String MICROS = "tg_micros";
  private static final String CELL = "tg_cell";
  private static final String NTH = "tg_nth";

  /** The same origin for all ranges of an age: the texts can stay prepared. */
  private static final Duration AGES = Duration.ofDays(10_000);

  private final String what;
  private final Dialect dialect;
  private final CountPlan plan;
  private final RowStatement rows;
  private final Instant from;
  private final Instant to;
  private final boolean filtered;
  private final Instant origin;
  private final long length;
  private final String micros;

  /** Statements that count rows of {@code [from, to)}. */
  CountStatement(
      String what, Dialect dialect, CountPlan plan, Instant from, Instant to, Duration bucket) {
    this.what = what;
    this.dialect = dialect;
    this.plan = plan;
    this.rows = plan.rows().statement();
    this.from = from;
    this.to = to;
    Duration margin = time().margin(from, to);
    this.filtered = !margin.isZero();
    this.origin = BucketStarts.notAfter(BucketStarts.notAfter(from.minus(margin), AGES), bucket);
    this.length = bucket.toNanos() / 1000;
    this.micros = time().microsAfter(origin, dialect, rows.timeName().orElseThrow(), from, to);
  }

  private TimeAxis time() {
    return rows.time().orElseThrow();
  }

  /**
   * The instant from which the statements count microseconds, so that there are none below zero.
   */
  long originMicros() {
    return micros(origin);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** The rows' columns, without a row. */
  static Sql none(String what, RowStatement rows, Instant from, Instant to) {
    Sql all = rows.sql(from, to);
    return new Sql(
        what, "SELECT * FROM (" + all.text() + ") tg_none WHERE 1 = 0", all.parameters());
  }

  /** The values of a version or slice column: value, key, number of rows. */
  Sql labels(String column) {
    String columns = column + " AS tg_label, " + Labels.key(column) + " AS tg_key";
    return sql(
        "SELECT tg_label, tg_key, count(*)"
            + base(List.of(columns))
            + " GROUP BY tg_label, tg_key");
  }

  /** How many rows there are; where features are joined also how many unmatched and repeated. */
  Sql rows() {
    if (rows.matched() == 0) {
      return sql("SELECT count(*)" + base(List.of()));
    }
    String first = NTH + " = 1";
    List<String> counts =
        List.of(
            dialect.countIf(first),
            dialect.countIf(first + " AND " + RowStatement.MATCHED + " = 0"),
            dialect.countIf(NTH + " > 1"));
    List<String> columns = List.of(NTH, RowStatement.MATCHED);
    return sql("SELECT " + String.join(", ", counts) + base(columns, ""));
  }

  /** The numbers of a scope: cell, rows, failed, newest, aggregates. */
  Sql numbers(CountScope scope, List<NumberAggregates> columns) {
    List<String> base = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    selected.add("count(*)");
    selected.add(plan.flag().map(this::failed).orElse("0"));
    selected.add("max(" + MICROS + ")");
    plan.flag().ifPresent(flag -> base.add(RowStatement.valueName(flag)));
    columns.forEach(column -> base.addAll(column.column().columns()));
    columns.forEach(column -> selected.addAll(column.aggregates(dialect)));
    return scoped(scope, selected, base, "");
  }

  private String failed(int flag) {
    String column = RowStatement.valueName(flag);
    return dialect.countIf(
        plan.shapes().get(flag) == ColumnShape.BOOLEAN ? column : column + " <> 0");
  }

  /** The values of a column and how often they occur: cell, rows, value. */
  Sql groups(CountScope scope, int column) {
    String value = RowStatement.valueName(column);
    List<String> base = new ArrayList<>(List.of(value));
    String key = groupKey(column, base);
    return scoped(scope, List.of("count(*)", value), base, ", " + key);
  }

  /**
   * Equal decimals may be different texts, as 1.0 and 1.00 are; so may what has a type of its own.
   */
  private String groupKey(int column, List<String> base) {
    String value = RowStatement.valueName(column);
    ColumnShape shape = plan.shapes().get(column);
    if (shape != ColumnShape.DECIMAL && shape != ColumnShape.OTHER) {
      return value;
    }
    base.add(Labels.key(value) + " AS tg_k" + column);
    return value + ", tg_k" + column;
  }

  /** A value by itself. */
  Sql trial(int value) {
    if (plan.aggregated().contains(value)) {
      NumberColumn column = plan.number(value);
      return sql("SELECT count(" + column.finite() + ")" + base(column.columns()));
    }
    List<String> base = new ArrayList<>(List.of(RowStatement.valueName(value)));
    String key = groupKey(value, base);
    return sql("SELECT count(*) FROM (SELECT 1 AS tg_1" + base(base) + " GROUP BY " + key + ") t");
  }

  private Sql scoped(CountScope scope, List<String> selected, List<String> base, String groups) {
    List<String> columns = new ArrayList<>(base);
    columns.add(cell(scope) + " AS " + CELL);
    String text =
        "SELECT "
            + CELL
            + ", "
            + String.join(", ", selected)
            + base(columns)
            + (filtered ? " AND " : " WHERE ")
            + (CELL + " IS NOT NULL GROUP BY " + CELL + groups);
    List<Object> parameters = new ArrayList<>();
    rows.versionName().ifPresent(name -> parameters.addAll(scope.versions().parameters()));
    scope.slice().ifPresent(slice -> parameters.addAll(slice.values().parameters()));
    parameters.addAll(parameters());
    return new Sql(what, text, parameters);
  }

  /**
   * A bucket, version and slice in one number, the bucket's start and what is added to it: by
   * several columns PostgreSQL would expect so many groups that it sorts the rows.
   */
  private String cell(CountScope scope) {
    if (scope.size() > length) {
      throw new IllegalArgumentException("more versions and slices than microseconds in a bucket");
    }
    String version = rows.versionName().map(scope.versions()::number).orElse("0");
    String slice = scope.slice().map(some -> some.values().number(some.name())).orElse("0");
    int slices = scope.slice().map(some -> some.values().size()).orElse(1);
    return micros
        + " - "
        + micros
        + " % "
        + length
        + (" + " + version + " * " + slices)
        + (" + " + slice);
  }

  /** Which version and slice of the scope a cell is of. */
  int number(long cell) {
    return (int) (cell % length);
  }

  private Sql sql(String text) {
    return new Sql(what, text, parameters());
  }

  private List<Object> parameters() {
    return rows.sql(from, to).parameters();
  }

  /** The rows with some columns, of repeated ones the first. */
  private String base(List<String> columns) {
    return base(columns, rows.matched() == 0 ? "" : " WHERE " + NTH + " = 1");
  }

  private String base(List<String> columns, String where) {
    List<String> all = new ArrayList<>(columns);
    all.add(micros + " AS " + MICROS);
    String text = rows.sql(from, to).text();
    String source =
        rows.matched() == 0
            ? "(" + text + ") tg_rows"
            : "(SELECT tg_rows.*, row_number() OVER (PARTITION BY tg_rows."
                + RowStatement.ROW
                + (") AS " + NTH + " FROM (" + text + ") tg_rows) tg_rows");
    String range =
        MICROS
            + " >= "
            + (micros(from) - originMicros())
            + (" AND " + MICROS + " < " + (micros(to) - originMicros()));
    return " FROM (SELECT "
        + String.join(", ", all)
        + (" FROM " + source + where + dialect.fence() + ") tg_base")
        + (filtered ? " WHERE " + range : "");
  }
}
