package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.util.Optional;

/** Goes through all rows and keeps some of them: DuckDB reads ten million a second. */
final class DuckDbSampling implements Sampling {
  @Override
  public String from(
      Database database, TableName table, Optional<String> where, int rows, Deadline deadline) {
    return " FROM (SELECT * FROM "
        + database.table(table)
        + Sampling.condition(where)
        + (") AS all_rows USING SAMPLE reservoir(" + rows + " ROWS) REPEATABLE (1)");
  }
}
