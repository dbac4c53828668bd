package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.util.Optional;

/** How to take rows from all over a table without reading all of it. */
interface Sampling {

  /**
   * What follows the columns of a SELECT, its FROM first. The same rows are taken as long as the
   * table does not change.
   *
   * @param where a condition that the rows must meet
   * @param rows how many there are at the most
   */
  String from(
      Database database, TableName table, Optional<String> where, int rows, Deadline deadline);

  /** A condition as it follows a FROM; the line break ends a comment that it may end with. */
  static String condition(Optional<String> where) {
    return where.map(code -> " WHERE (" + code + "\n)").orElse("");
  }
}
