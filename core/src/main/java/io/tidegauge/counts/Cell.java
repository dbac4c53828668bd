package io.tidegauge.counts;

import java.util.Comparator;

/**
 * Whose rows are counted together.
 *
 * @param version the model's version; {@link #ONLY_VERSION} where the log has but one
 * @param slice {@code column=value}, or {@link #ALL} for all rows of the version
 */
public record Cell(String version, String slice) implements Comparable<Cell> {
  /** The slice that holds all rows. */
  public static final String ALL = "all";

  /** The version of a log that names none. */
  public static final String ONLY_VERSION = "default";

  /** The version of a row whose version column is NULL. */
  public static final String NO_VERSION = "(none)";

  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::version).thenComparing(Cell::slice);

  /** All rows of a version. */
  public static Cell ofAll(String version) {
    return new Cell(version, ALL);
  }

  /** The rows of a version in which a slice column has a value. */
  public static Cell ofSlice(String version, String column, String value) {
    return new Cell(version, slicePrefix(column) + value);
  }

  /**
   * What the slices of a column begin with, and those of no other column: an equals sign in the
   * column's name is written with a backslash, for values may hold one too.
   */
  public static String slicePrefix(String column) {
    return column.replace("\\", "\\\\").replace("=", "\\=") + "=";
  }

  /** Whether this is a version's all rows. */
  public boolean isAll() {
    return slice.equals(ALL);
  }

  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }
}
