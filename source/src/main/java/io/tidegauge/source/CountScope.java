package io.tidegauge.source;

import java.util.Optional;

/**
 * Whose rows a statement counts: those of some versions, all of them or those of a slice.
 *
 * @param versions one at least
 */
record CountScope(Labels versions, Optional<Slice> slice) {

  /** How many versions and values of the slice there are together. */
  int size() {
    return versions.size() * slice.map(some -> some.values().size()).orElse(1);
  }

  /**
   * The rows that have one of these values in a slice's column.
   *
   * @param index the place of the slice's column in {@code WatchedColumns}
   * @param name what the rows' statement calls the column
   * @param values one at least
   */
  record Slice(int index, String name, Labels values) {}
}
