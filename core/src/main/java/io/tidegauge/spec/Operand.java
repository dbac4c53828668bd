package io.tidegauge.spec;

/** What a value is read from: a column, or an expression in the database's own SQL. */
public sealed interface Operand {
  /** A column, quoted when it is put into a statement. */
  record Column(String name) implements Operand {}

  /** Code of the spec's author, put into a statement as it is. */
  record Expression(String sql) implements Operand {}
}
