package io.tidegauge.source;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads some rows of a table that nobody has described yet, each time by one bounded statement. */
public final class TableSampler {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "sample of a table";

  /** So many values are kept at the most, some 100 MB: of a wide table there are fewer rows. */
  private static final int MOST_VALUES = 2_000_000;

  private static final int FETCH = 1000;
  private static final int LONGEST_TEXT = 200;

  /** Databases have infinite times, and years that no calendar has. */
  private static final long FIRST = Instant.parse("1800-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

  private final Database database;
  private final TableName table;
  private final Optional<String> where;
  private final List<Described> columns;

  /** A column, and how its values are read. */
  private record Described(String name, ColumnType type, ColumnShape shape) {
    boolean isRead() {
      return type.kind() != Kind.OTHER || type.name().equals("uuid");
    }
  }

  private TableSampler(
      Database database, TableName table, Optional<String> where, List<Described> columns) {
    this.database = database;
    this.table = table;
    this.where = where;
    this.columns = columns;
  }

  /**
   * A sampler of that table, of which the columns are asked for now.
   *
   * @param where a condition in the database's own SQL that all rows must meet
   * @throws QueryFailedException if there is no such table, or it may not be read
   */
  public static TableSampler of(
      Database database, TableName table, Optional<String> where, Deadline deadline) {
    String text = "SELECT * FROM " + database.table(table) + " WHERE 1 = 0";
    List<Described> columns =
        database.queryAgain(
            new Sql(TableColumns.STATEMENT, text, List.of()),
            1,
            deadline,
            rows -> {
              ResultSetMetaData result = rows.getMetaData();
              List<Described> found = new ArrayList<>();
              for (int i = 1; i <= result.getColumnCount(); i++) {
                found.add(
                    new Described(
                        result.getColumnName(i), type(result, i), ColumnShape.of(result, i)));
              }
              return found;
            });
    return new TableSampler(database, table, where, columns);
  }

  /** An enumeration is read as the texts that it is made of. */
  private static ColumnType type(ResultSetMetaData result, int position) throws SQLException {
    ColumnType type = TableColumns.type(result, position);
    return type.name().equals("enum") ? new ColumnType(Kind.TEXT, type.name()) : type;
  }

  /**
   * Rows from all over the table; all of it where it is not larger.
   *
   * @param rows how many there are at the most
   * @throws QueryFailedException if they cannot be read in time
   */
  public TableSample spread(int rows, Deadline deadline) {
    int most = bounded(rows);
    Sampling sampling = database.dialect().sampling();
    return read(sampling.from(database, table, where, most, deadline), deadline);
  }

  /**
   * The newest rows, the newest first.
   *
   * @param time the column that says when they happened
   * @param rows how many there are at the most
   * @throws QueryFailedException if they cannot be read in time, as where no index helps
   */
  public TableSample newest(String time, int rows, Deadline deadline) {
    int most = bounded(rows);
    String column = database.dialect().quote(time);
    String known = column + " IS NOT NULL";
    Optional<String> condition =
        Optional.of(where.map(own -> own + "\n) AND (" + known).orElse(known));
    return read(
        " FROM "
            + database.table(table)
            + Sampling.condition(condition)
            + (" ORDER BY " + column + " DESC LIMIT " + most),
        deadline);
  }

  private int bounded(int rows) {
    return Math.max(100, Math.min(rows, MOST_VALUES / Math.max(1, columns.size())));
  }

  private TableSample read(String from, Deadline deadline) {
    List<Described> wanted = columns.stream().filter(Described::isRead).toList();
    if (wanted.isEmpty()) {
      return new TableSample(sampled(List.of(), List.of()), 0);
    }
    String text =
        "SELECT "
            + wanted.stream()
                .map(column -> database.dialect().quote(column.name()))
                .collect(Collectors.joining(", "))
            + from;
    List<List<@Nullable String>> values =
        database.queryAgain(
            new Sql(STATEMENT, text, List.of()), FETCH, deadline, rows -> values(wanted, rows));
    int rows = values.get(0).size();
    return new TableSample(sampled(wanted, values), rows);
  }

  private List<TableSample.Column> sampled(
      List<Described> wanted, List<List<@Nullable String>> values) {
    return columns.stream()
        .map(
            column ->
                new TableSample.Column(
                    column.name(),
                    column.type(),
                    column.isRead() && !values.isEmpty()
                        ? values.get(wanted.indexOf(column))
                        : List.of()))
        .toList();
  }

  private static List<List<@Nullable String>> values(List<Described> columns, ResultSet rows)
      throws SQLException {
    List<List<@Nullable String>> values = new ArrayList<>();
    columns.forEach(column -> values.add(new ArrayList<>()));
    while (rows.next()) {
      for (int i = 0; i < columns.size(); i++) {
        values.get(i).add(value(columns.get(i), rows, i + 1));
      }
    }
    return values;
  }

  private static @Nullable String value(Described column, ResultSet rows, int position)
      throws SQLException {
    if (column.type().kind() == Kind.TIME) {
      return rows.getObject(position) == null ? null : time(column, rows, position);
    }
    String text = Texts.text(column.shape(), rows, position);
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  private static @Nullable String time(Described column, ResultSet rows, int position)
      throws SQLException {
    TimeAxis axis =
        TimeAxis.of(
            new TimeColumn(column.name(), TimeUnit.TIMESTAMP, ZoneOffset.UTC, Optional.empty()),
            column.shape());
    Instant time = Instant.EPOCH.plus(axis.micros(rows, position), ChronoUnit.MICROS);
    boolean plausible = time.getEpochSecond() >= FIRST && time.getEpochSecond() < LAST;
    return plausible ? time.toString() : null;
  }
}
