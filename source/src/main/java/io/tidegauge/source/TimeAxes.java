package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Duration;
import java.util.List;

/** Asks the database of which type a time column is. */
final class TimeAxes {
  private static final String WHAT = "time column's type";

  private TimeAxes() {}

  static TimeAxis find(Database database, TableName table, TimeColumn time, Deadline deadline) {
    String column = database.dialect().quote(time.column());
    String text = "SELECT " + column + " FROM " + database.table(table) + " WHERE 1 = 0";
    ColumnShape shape =
        database.query(
            new Sql(WHAT, text, List.of()),
            1,
            deadline,
            rows -> ColumnShape.of(rows.getMetaData(), 1));
    if (!TimeAxis.fits(time.unit(), shape)) {
      throw new QueryFailedException(
          FailureKind.BAD_QUERY,
          WHAT,
          "column "
              + time.column()
              + " of "
              + table
              + " holds no "
              + time.unit()
              + ": it is of shape "
              + shape,
          "",
          Duration.ZERO,
          text,
          false);
    }
    return TimeAxis.of(time, shape);
  }
}
