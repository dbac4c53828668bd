package io.tidegauge.profile;

/**
 * The type of a table's column.
 *
 * @param kind the same word on every database
 * @param name the database's own name for it, such as {@code int8}
 */
public record ColumnType(Kind kind, String name) {

  /** What values of a type are, on every database. */
  public enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN,
    TIME,
    OTHER
  }
}
