package io.tidegauge.source;

import io.tidegauge.counts.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How values of each shape become numbers and categories. */
final class CellReaders {
  private CellReaders() {}

  /** Values that are not what their column is declared to be. */
  static final class TypeErrors {
    private long count;

    long count() {
      return count;
    }
  }

  /** A number. What it is multiplied by is 1 but for latencies. */
  static CellReader number(
      ColumnShape shape, int position, int index, double factor, TypeErrors errors) {
    return switch (shape) {
      case REAL ->
          (rows, row) -> {
            double value = rows.getFloat(position);
            put(rows, row, index, value, factor);
          };
      case DOUBLE, DECIMAL, INTEGER ->
          (rows, row) -> put(rows, row, index, rows.getDouble(position), factor);
      case BOOLEAN ->
          (rows, row) -> put(rows, row, index, rows.getBoolean(position) ? 1 : 0, factor);
      default -> (rows, row) -> parse(rows.getString(position), row, index, factor, errors);
    };
  }

  /** For NULL, drivers give 0, and DuckDB's gives NaN: only then is it worth to ask which it is. */
  private static void put(ResultSet rows, Row row, int index, double value, double factor)
      throws SQLException {
    if ((value == 0 || Double.isNaN(value)) && rows.wasNull()) {
      row.noNumber(index);
    } else {
      row.number(index, value * factor);
    }
  }

  private static void parse(
      @Nullable String text, Row row, int index, double factor, TypeErrors errors) {
    row.noNumber(index);
    if (text != null) {
      OptionalDouble value = Numbers.parse(text);
      if (value.isPresent()) {
        row.number(index, value.getAsDouble() * factor);
      } else {
        errors.count++;
      }
    }
  }

  /** A category, a version or a slice's value. NULL is none; the empty text is one. */
  static @Nullable String text(ColumnShape shape, ResultSet rows, int position)
      throws SQLException {
    switch (shape) {
      case REAL -> {
        float value = rows.getFloat(position);
        return rows.wasNull() ? null : Numbers.text(value);
      }
      case DOUBLE -> {
        double value = rows.getDouble(position);
        return rows.wasNull() ? null : Numbers.text(value);
      }
      case BOOLEAN -> {
        // As text, pgjdbc's would be "t" and "f".
        boolean value = rows.getBoolean(position);
        return rows.wasNull() ? null : Boolean.toString(value);
      }
      default -> {
        return rows.getString(position);
      }
    }
  }

  /** A yes or no; NULL is a no. */
  static boolean flag(ColumnShape shape, ResultSet rows, int position) throws SQLException {
    if (shape == ColumnShape.BOOLEAN) {
      return rows.getBoolean(position);
    }
    if (shape.isNumber()) {
      double value = rows.getDouble(position);
      return value != 0 && !rows.wasNull();
    }
    String text = rows.getString(position);
    return text != null
        && switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true", "t", "yes", "y", "1" -> true;
          default -> false;
        };
  }
}
