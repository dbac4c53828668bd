package io.tidegauge.source;

import io.tidegauge.spec.Operand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a table that a statement reads: a range of time, and what the spec's author asks for.
 *
 * @param table as it stands in a FROM clause
 * @param where code of the spec's author
 * @param version the column whose value must be {@code only}
 */
record TimedTable(
    Dialect dialect,
    String table,
    Optional<TimeAxis> time,
    Optional<String> where,
    Optional<String> version,
    Optional<String> only) {

  /** {@code FROM … WHERE …}. */
  String fromWhere() {
    List<String> conditions = new ArrayList<>();
    time.ifPresent(axis -> conditions.add(axis.condition(dialect)));
    if (only.isPresent()) {
      // A version column may be a number; the parameter is a text.
      conditions.add("CAST(" + dialect.quote(version.orElseThrow()) + " AS varchar) = ?");
    }
    // The line break ends a comment that the code may end with.
    where.ifPresent(code -> conditions.add("(" + code + "\n)"));
    String from = " FROM " + table;
    return conditions.isEmpty() ? from : from + " WHERE " + String.join(" AND ", conditions);
  }

  /** The values of its question marks. */
  List<Object> values(Instant from, Instant to) {
    List<Object> values = new ArrayList<>();
    time.ifPresent(axis -> values.addAll(axis.values(from, to)));
    only.ifPresent(values::add);
    return values;
  }

  /** A column or an expression as it stands in a SELECT list. */
  String operand(Operand operand) {
    if (operand instanceof Operand.Column column) {
      return dialect.quote(column.name());
    }
    if (operand instanceof Operand.Expression expression) {
      return "(" + expression.sql() + "\n)";
    }
    throw new AssertionError(operand.getClass());
  }
}
