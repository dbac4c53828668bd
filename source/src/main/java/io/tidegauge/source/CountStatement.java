package io.tidegauge.source;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.source.CountScope.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that count the rows of a range, which are a subquery in each of them. */
final class CountStatement {
  /** The column that an aggregate of the column lists begins at. */
  static final int FIRST = 7;

  private static final String MICROS = "tg_micros";
  private static final String VERSION = "tg_version";
  private static final String SLICE = "tg_slice";
  private static final String NTH = "tg_nth";
  private static final String NULL = "CAST(NULL AS varchar)";

  private final String what;
  private final Dialect dialect;
  private final CountPlan plan;
  private final RowStatement rows;
  private final Instant from;
  private final Instant to;
  private final boolean filtered;
  private final Instant origin;
  private final String bucket;

  /** Statements that count rows of {@code [from, to)}. */
  CountStatement(
      String what, Dialect dialect, CountPlan plan, Instant from, Instant to, Duration length) {
    this.what = what;
    this.dialect = dialect;
    this.plan = plan;
    this.rows = plan.rows().statement();
    this.from = from;
    this.to = to;
    Duration margin = time().margin(from, to);
    this.filtered = !margin.isZero();
    this.origin = BucketStarts.notAfter(from.minus(margin), length);
    this.bucket = MICROS + " - " + MICROS + " % " + length.toNanos() / 1000;
  }

  private TimeAxis time() {
    return rows.time().orElseThrow();
  }

  /** The instant from which the statements count microseconds. */
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
    String columns = column + " AS tg_label, " + key(column) + " AS tg_key";
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

  /** The numbers of a scope: bucket, version, slice, rows, failed, newest, aggregates. */
  Sql numbers(CountScope scope, List<NumberAggregates> columns) {
    List<String> base = cell(scope);
    List<String> selected = selectedCell();
    selected.add("count(*)");
    selected.add(plan.flag().map(this::failed).orElse("0"));
    selected.add("max(" + MICROS + ")");
    plan.flag().ifPresent(flag -> base.add(RowStatement.valueName(flag)));
    columns.forEach(column -> base.addAll(column.column().columns()));
    columns.forEach(column -> selected.addAll(column.aggregates(dialect)));
    return scoped(scope, selected, base, "1, 2, 3");
  }

  private String failed(int flag) {
    String column = RowStatement.valueName(flag);
    return dialect.countIf(
        plan.shapes().get(flag) == ColumnShape.BOOLEAN ? column : column + " <> 0");
  }

  /** The values of columns, each by itself: bucket, version, slice, rows, whose value, values. */
  Sql groups(CountScope scope, List<Integer> columns) {
    List<String> base = cell(scope);
    List<String> selected = selectedCell();
    List<String> sets = new ArrayList<>();
    for (int column : columns) {
      String value = RowStatement.valueName(column);
      base.add(value);
      sets.add("(" + bucket + ", " + VERSION + ", " + SLICE + ", " + groupKey(column, base) + ")");
    }
    String values = columns.stream().map(RowStatement::valueName).collect(Collectors.joining(", "));
    selected.add("count(*)");
    selected.add("GROUPING(" + values + ")");
    selected.add(values);
    return scoped(scope, selected, base, "GROUPING SETS (" + String.join(", ", sets) + ")");
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
    base.add(key(value) + " AS tg_k" + column);
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

  private List<String> cell(CountScope scope) {
    List<String> base = new ArrayList<>();
    base.add(rows.versionName().map(CountStatement::key).orElse(NULL) + " AS " + VERSION);
    base.add(scope.slice().map(Slice::name).map(CountStatement::key).orElse(NULL) + " AS " + SLICE);
    return base;
  }

  private List<String> selectedCell() {
    return new ArrayList<>(List.of(bucket, VERSION, SLICE));
  }

  private static String key(String column) {
    return "CAST(" + column + " AS varchar)";
  }

  private Sql scoped(CountScope scope, List<String> selected, List<String> base, String groups) {
    List<String> conditions = new ArrayList<>();
    List<Object> parameters = new ArrayList<>(parameters());
    conditions.add(scope.versions().condition(VERSION));
    parameters.addAll(scope.versions().parameters());
    scope
        .slice()
        .map(Slice::values)
        .ifPresent(
            values -> {
              conditions.add(values.condition(SLICE));
              parameters.addAll(values.parameters());
            });
    String text =
        "SELECT "
            + String.join(", ", selected)
            + base(base)
            + (filtered ? " AND " : " WHERE ")
            + String.join(" AND ", conditions)
            + (" GROUP BY " + groups);
    return new Sql(what, text, parameters);
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
    all.add(
        time().microsAfter(origin, dialect, rows.timeName().orElseThrow(), from, to)
            + (" AS " + MICROS));
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
