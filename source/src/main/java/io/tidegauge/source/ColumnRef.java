package io.tidegauge.source;

/**
 * A value that is read from each row.
 *
 * @param index its place in the list of that kind of {@code WatchedColumns}; 0 for {@code FAILED}
 *     and {@code ID}
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
    ID
  }
}
