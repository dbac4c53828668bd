package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a database is asked whether a moment of a table can be read without reading all of it. */
interface FullScanLook {
  /** So short that, with an index, reading it is a trifle in any table. */
  Duration MOMENT = Duration.ofSeconds(1);

  /**
   * What is read in full.
   *
   * @param name the table's name in the spec
   * @param table has a time
   * @param now the end of the moment
   * @throws QueryFailedException if that cannot be found out
   */
  List<FullScan> find(
      Database database, TableName name, TimedTable table, Instant now, Deadline deadline);
}
