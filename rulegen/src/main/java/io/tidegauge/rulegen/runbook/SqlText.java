package io.tidegauge.rulegen.runbook;

import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TableName;
import java.time.Duration;
import java.util.stream.Collectors;

/** Pieces of SQL that PostgreSQL and DuckDB read alike. */
final class SqlText {
  private SqlText() {}

  /** A name, exactly as written. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String name(TableName table) {
    return table.parts().stream().map(SqlText::name).collect(Collectors.joining("."));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** What is read, as it is logged. */
  static String value(Operand operand) {
    return operand instanceof Operand.Column column
        ? name(column.name())
        : "(" + ((Operand.Expression) operand).sql() + ")";
  }

  /** The same of a number: an expression may well give a text. */
  static String number(Operand operand) {
    return operand instanceof Operand.Column ? value(operand) : asNumber(value(operand));
  }

  static String asNumber(String expression) {
    return "CAST(" + expression + " AS double precision)";
  }

  /** An aggregate: in how many rows the condition holds. */
  static String countIf(String condition) {
    return "count(CASE WHEN " + condition + " THEN 1 END)";
  }

  /** A length of time in its largest whole unit. */
  static String interval(Duration length) {
    long seconds = length.toSeconds();
    String text =
        seconds % 86_400 == 0
            ? seconds / 86_400 + " days"
            : seconds % 3600 == 0
                ? seconds / 3600 + " hours"
                : seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
    return "INTERVAL '" + text + "'";
  }
}
