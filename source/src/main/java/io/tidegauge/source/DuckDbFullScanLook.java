package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads a moment of a table from DuckDB and takes the time. There is nothing to ask for: an index
 * does not serve ranges, and whether the lowest and highest times of its row groups let DuckDB pass
 * them over shows in no plan.
 */
final class DuckDbFullScanLook implements FullScanLook {
  private static final Duration SLOW = Duration.ofMillis(250);

  @Override
  public List<FullScan> find(
      Database database, TableName name, TimedTable table, Instant now, Deadline deadline) {
    List<Object> values = table.values(now.minus(MOMENT), now);
    Sql sql = new Sql(TimeIndex.STATEMENT, "SELECT count(*)" + table.fromWhere(), values);
    Duration took = time(database, sql, deadline);
    if (took.compareTo(SLOW) <= 0) {
      return List.of();
    }
    String column = table.time().orElseThrow().column().column();
    return List.of(
        new FullScan(
            name,
            column,
            "takes at least " + took.toMillis() + " ms",
            "write the rows in the order of "
                + column
                + ", files as Parquet: what holds other times can then be passed over"));
  }

  /** How long it took; what did not end took as long as it was waited for. */
  private static Duration time(Database database, Sql sql, Deadline deadline) {
    long start = System.nanoTime();
    try {
      database.query(sql, 1, deadline, rows -> rows.next());
    } catch (QueryFailedException e) {
      if (e.kind() != FailureKind.TIMEOUT) {
        throw e;
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
