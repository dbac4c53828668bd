package io.tidegauge.source;

import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.spec.TableName;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks which columns a table has. */
public final class TableColumns {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "columns of a table";

  /** A text file has no types: those that a database guesses change with the rows. */
  private static final ColumnType OF_TEXT_FILE = new ColumnType(Kind.TEXT, "csv");

  private TableColumns() {}

  /**
   * The columns and their types, in the table's order.
   *
   * @throws QueryFailedException if there is no such table, or it may not be read
   */
  public static Map<String, ColumnType> read(
      Database database, TableName table, Deadline deadline) {
    String text = "SELECT * FROM " + database.table(table) + " WHERE 1 = 0";
    boolean typed = database.hasTypes(table);
    return database.queryAgain(
        new Sql(STATEMENT, text, List.of()),
        1,
        deadline,
        rows -> {
          ResultSetMetaData result = rows.getMetaData();
          Map<String, ColumnType> columns = new LinkedHashMap<>();
          for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.put(result.getColumnName(i), typed ? type(result, i) : OF_TEXT_FILE);
          }
          return columns;
        });
  }

  static ColumnType type(ResultSetMetaData result, int column) throws SQLException {
    Kind kind =
        switch (ColumnShape.of(result, column)) {
          case REAL, DOUBLE, DECIMAL, INTEGER -> Kind.NUMBER;
          case BOOLEAN -> Kind.BOOLEAN;
          case TEXT -> Kind.TEXT;
          case TIMESTAMP, TIMESTAMP_WITH_ZONE, DATE -> Kind.TIME;
          case OTHER -> Kind.OTHER;
        };
    return new ColumnType(kind, name(result.getColumnTypeName(column).toLowerCase(Locale.ROOT)));
  }

  private static String name(String type) {
    return switch (type) {
      // pgjdbc's names for a number that has a default from a sequence: the type is the same.
      case "smallserial" -> "int2";
      case "serial" -> "int4";
      case "bigserial" -> "int8";
      // DuckDB names an enumeration by its values, which are values of rows.
      default -> type.startsWith("enum(") ? "enum" : type;
    };
  }
}
