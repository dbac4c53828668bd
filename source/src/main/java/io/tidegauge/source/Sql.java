package io.tidegauge.source;

import java.util.List;

/**
 * A statement.
 *
 * @param what its name in messages and in the number of statements executed
 * @param text the same for each execution, so that drivers can keep it prepared
 * @param parameters the values of its question marks, in order
 */
record Sql(String what, String text, List<Object> parameters) {
  Sql {
    parameters = List.copyOf(parameters);
  }

  @Override
  public String toString() {
    return what;
  }
}
