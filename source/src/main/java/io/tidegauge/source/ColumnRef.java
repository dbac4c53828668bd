package io.tidegauge.source;

/**
 * A value that is read from each row.
 *
 * @param index its place in the list of that kind of {@code WatchedColumns}; 0 for {@code FAILED},
 *     {@code ID}, {@code WEIGHT} and {@code TRACE}
 * @param name the feature's or the slice column's name, or the role's
 */
public record ColumnRef(Kind kind, int index, String name) {
  /** The places of a row. */
  public enum Kind {
    NUMBER,
    TEXT,
    SLICE,
    /** Whether the model gave no answer. */
    FAILED,
    /** The prediction's id. */
    ID,
    /** For how many predictions the row stands. */
    WEIGHT,
    /** The id of the request's trace. */
    TRACE
  }
}
