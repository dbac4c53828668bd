package io.tidegauge.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads a column of numbers, whatever its type; counts the texts that are no numbers. */
final class NumberReader {
  private final ColumnShape shape;
  private final int position;
  private final MissingValues missing;
  private double value;
  private boolean typeError;
  private long typeErrors;

  NumberReader(ColumnShape shape, int position, MissingValues missing) {
    this.shape = shape;
    this.position = position;
    this.missing = missing;
  }

  /** Reads the current row's value; false where it is missing, or is no number. */
  boolean read(ResultSet rows) throws SQLException {
    switch (shape) {
      case REAL -> value = rows.getFloat(position);
      case DOUBLE, DECIMAL, INTEGER -> value = rows.getDouble(position);
      case BOOLEAN -> value = rows.getBoolean(position) ? 1 : 0;
      default -> {
        return parse(rows.getString(position));
      }
    }
    // For NULL, drivers give 0, and DuckDB's gives NaN: only then is it worth to ask which it is.
    return !((value == 0 || Double.isNaN(value)) && rows.wasNull()) && !missing.has(value);
  }

  private boolean parse(@Nullable String text) {
    typeError = false;
    if (text == null || missing.has(text)) {
      return false;
    }
    OptionalDouble parsed = Numbers.parse(text);
    value = parsed.orElse(0);
    typeError = parsed.isEmpty();
    typeErrors += typeError ? 1 : 0;
    return parsed.isPresent() && !missing.has(value);
  }

  /** The value that was read last. */
  double value() {
    return value;
  }

  /** Whether the value that was read last is a text that says no number. */
  boolean isTypeError() {
    return typeError;
  }

  /** How many values were no numbers. */
  long typeErrors() {
    return typeErrors;
  }
}
