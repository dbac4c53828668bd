package io.tidegauge.source;

import io.tidegauge.source.RowSource.Side;
import io.tidegauge.source.RowSource.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one statement that reads rows: {@code SELECT … WHERE time >= ? AND time < ?}, where features
 * or labels have a table of their own with a LEFT JOIN. Its text depends on nothing but the spec
 * and the columns' shapes. Each side of the join is a subquery, so that the code of the spec's
 * author sees the columns of its own table only.
 */
final class RowStatement {
  /** What the statement calls whether a joined row was found. */
  static final String MATCHED = "tg_matched";

  /** What the statement calls the number of the prediction. */
  static final String ROW = "tg_row";

  private static final String KEY = "tg_key";

  /** More would outlive collections of the young generation, which cost a fifth of the time. */
  private static final int CELLS_PER_FETCH = 20_000;

  private final String what;
  private final RowSource source;
  private final TimedTable main;
  private final Optional<TimedTable> joined;
  private final List<Value> values;
  private final String text;

  private RowStatement(
      String what,
      RowSource source,
      TimedTable main,
      Optional<TimedTable> joined,
      List<Value> values) {
    this.what = what;
    this.source = source;
    this.main = main;
    this.joined = joined;
    this.values = List.copyOf(values);
    this.text = joined.isEmpty() ? plain() : joined(joined.get());
  }

  /** The statement that reads these of the source's values. */
  static RowStatement of(
      String what,
      RowSource source,
      TimedTable main,
      Optional<TimedTable> joined,
      List<Value> values) {
    return new RowStatement(what, source, main, joined, values);
  }

  private String plain() {
    List<String> selected = new ArrayList<>();
    List<String> keys = keys();
    for (int i = 0; i < keys.size(); i++) {
      selected.add(keys.get(i) + " AS " + KEY + i);
    }
    for (int i = 0; i < values.size(); i++) {
      selected.add(main.operand(values.get(i).operand()) + " AS " + valueName(i));
    }
    return "SELECT " + (selected.isEmpty() ? "1" : String.join(", ", selected)) + main.fromWhere();
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    source.time().ifPresent(time -> keys.add(main.dialect().quote(time.column())));
    source.version().ifPresent(version -> keys.add(main.dialect().quote(version)));
    return keys;
  }

  /** The row number is there to tell a prediction that the join has repeated. */
  private String joined(TimedTable other) {
    JoinedTable table = source.joined().orElseThrow();
    Dialect dialect = main.dialect();
    List<String> outer = new ArrayList<>();
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    List<String> keys = keys();
    for (int i = 0; i < keys.size(); i++) {
      left.add(keys.get(i) + " AS " + KEY + i);
      outer.add("tg_p." + KEY + i);
    }
    left.add(dialect.quote(source.id().orElseThrow()) + " AS tg_id");
    left.add("row_number() OVER () AS " + ROW);
    right.add(dialect.quote(table.id()) + " AS tg_id");
    other
        .time()
        .ifPresent(time -> right.add(dialect.quote(time.column().column()) + " AS tg_time"));
    outer.add("CASE WHEN tg_f.tg_id IS NULL THEN 0 ELSE 1 END AS " + MATCHED);
    outer.add("tg_p." + ROW);
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      switch (value.side()) {
        case LOG -> {
          left.add(main.operand(value.operand()) + " AS " + valueName(i));
          outer.add("tg_p." + valueName(i));
        }
        case JOINED -> {
          right.add(other.operand(value.operand()) + " AS " + valueName(i));
          outer.add("tg_f." + valueName(i));
        }
        case BETWEEN -> outer.add(later(other) + " AS " + valueName(i));
      }
    }
    return "SELECT "
        + String.join(", ", outer)
        + (" FROM (SELECT " + String.join(", ", left) + main.fromWhere() + ") tg_p")
        + (" LEFT JOIN (SELECT " + String.join(", ", right) + other.fromWhere() + ") tg_f")
        + (" ON tg_f.tg_id = tg_p.tg_id" + near(other, table))
        + (table.newest() ? newestFirst() : "");
  }

  /** The ranges of both sides alone would let a row's match depend on the range that is read. */
  private String near(TimedTable other, JoinedTable table) {
    if (other.time().isEmpty() || main.time().isEmpty()) {
      return "";
    }
    String least = " >= -" + table.before().toMillis() / 1000.0;
    String most = " <= " + table.after().toMillis() / 1000.0;
    return " AND " + later(other) + least + " AND " + later(other) + most;
  }

  /** How much later the other table's row is, in seconds. */
  private String later(TimedTable other) {
    String there = other.time().orElseThrow().seconds(main.dialect(), "tg_f.tg_time");
    String here = main.time().orElseThrow().seconds(main.dialect(), "tg_p." + KEY + 0);
    return "(" + there + " - " + here + ")";
  }

  /** Of several rows of one prediction the first is read: it must be the same at each reading. */
  private String newestFirst() {
    List<String> order = new ArrayList<>(List.of("tg_f.tg_time DESC"));
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).side() == Side.JOINED) {
        order.add("tg_f." + valueName(i));
      }
    }
    return " ORDER BY " + String.join(", ", order);
  }

  /** The statement for the rows of a range. */
  Sql sql(Instant from, Instant to) {
    return sql(from, to, Instant.MAX);
  }

  /**
   * The statement for the rows of a range.
   *
   * @param joinedEnd before which joined rows must be, where they have a time
   */
  Sql sql(Instant from, Instant to, Instant joinedEnd) {
    List<Object> parameters = new ArrayList<>(main.values(from, to));
    if (joined.isPresent()) {
      JoinedTable table = source.joined().orElseThrow();
      Instant last = to.plus(table.after());
      Instant end = last.isAfter(joinedEnd) ? joinedEnd : last;
      parameters.addAll(joined.get().values(from.minus(table.before()), end));
    }
    return new Sql(what, text, parameters);
  }

  /** The values that are read, in the order of their columns. */
  List<Value> values() {
    return values;
  }

  /** What the statement calls the value at that place of {@link #values}. */
  static String valueName(int value) {
    return "tg_" + value;
  }

  /** What the statement calls the time, where there is one. */
  Optional<String> timeName() {
    return source.time().map(time -> KEY + 0);
  }

  /** What the statement calls the version, where there is one. */
  Optional<String> versionName() {
    return source.version().map(name -> KEY + (keyCount() - 1));
  }

  /** The first value's column; those before it are time, version, match and row number. */
  int firstValue() {
    return 1 + keyCount() + (joined.isPresent() ? 2 : 0);
  }

  private int keyCount() {
    return (source.time().isPresent() ? 1 : 0) + (source.version().isPresent() ? 1 : 0);
  }

  /** The version's column, or 0. */
  int version() {
    return source.version().isPresent() ? keyCount() : 0;
  }

  /** The column that says whether a joined row was found, or 0; the row number follows it. */
  int matched() {
    return joined.isPresent() ? keyCount() + 1 : 0;
  }

  Optional<TimeAxis> time() {
    return main.time();
  }

  /** Many rows at once where they are narrow, few where they are wide: some 0.6 MB. */
  int fetchSize() {
    return Math.max(100, fetchSize(firstValue() + values.size()));
  }

  /** How many rows of so many columns to fetch at once. */
  static int fetchSize(int columns) {
    return Math.max(10, Math.min(10_000, CELLS_PER_FETCH / columns));
  }
}
