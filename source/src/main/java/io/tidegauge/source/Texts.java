package io.tidegauge.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads values as categories, versions and flags: the same on every database. */
final class Texts {
  private Texts() {}

  /** A value as it is, a version or a slice. NULL is none; the empty text is one. */
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

  /** A category; a value that stands for a missing one is none. */
  static @Nullable String category(
      ColumnShape shape, ResultSet rows, int position, MissingValues missing) throws SQLException {
    String text = text(shape, rows, position);
    return text == null || missing.has(text) ? null : text;
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
