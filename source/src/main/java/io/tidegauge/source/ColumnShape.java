package io.tidegauge.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/** What a column of a result holds, as far as reading it makes a difference. */
enum ColumnShape {
  REAL,
  DOUBLE,
  DECIMAL,
  INTEGER,
  BOOLEAN,
  TEXT,
  TIMESTAMP,
  TIMESTAMP_WITH_ZONE,
  DATE,
  OTHER;

  /** The shape of a result's column; the first is 1. */
  static ColumnShape of(ResultSetMetaData result, int column) throws SQLException {
    String name = result.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    return switch (result.getColumnType(column)) {
      case Types.REAL -> REAL;
      // DuckDB calls its 4-byte type FLOAT, as JDBC does not.
      case Types.FLOAT -> name.equals("float") ? REAL : DOUBLE;
      case Types.DOUBLE -> DOUBLE;
      case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      // pgjdbc calls bool a BIT, as it calls bit(n).
      case Types.BOOLEAN -> BOOLEAN;
      case Types.BIT -> name.startsWith("bool") ? BOOLEAN : OTHER;
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR -> TEXT;
      // pgjdbc gives timestamptz the code of a timestamp without zone.
      case Types.TIMESTAMP -> name.equals("timestamptz") ? TIMESTAMP_WITH_ZONE : TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMP_WITH_ZONE;
      case Types.DATE -> DATE;
      default -> name.endsWith("hugeint") || name.startsWith("ubigint") ? INTEGER : OTHER;
    };
  }

  /** Whether a column of this shape can say when something happened. */
  boolean isNumber() {
    return this == REAL || this == DOUBLE || this == DECIMAL || this == INTEGER;
  }
}
