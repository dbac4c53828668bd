package io.tidegauge.source;

import io.tidegauge.spec.KpiSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** Reads declared KPIs. */
public final class KpiReader {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "kpi";

  private final Database database;

  /** A reader of the KPIs that the database holds. */
  public KpiReader(Database database) {
    this.database = database;
  }

  /**
   * The number that the query gives; empty where it gives NULL, NaN, infinity or no row.
   *
   * @throws QueryFailedException if it fails, or gives anything but one number
   */
  public OptionalDouble read(KpiSpec kpi, Deadline deadline) {
    String text = database.declared(kpi.query()) + " LIMIT 2";
    return database.queryAgain(
        new Sql(STATEMENT, text, List.of()), 2, deadline, rows -> number(rows, text));
  }

  private static OptionalDouble number(ResultSet rows, String text) throws SQLException {
    if (rows.getMetaData().getColumnCount() != 1) {
      throw refused("it has more than one column", text);
    }
    NumberReader reader =
        new NumberReader(ColumnShape.of(rows.getMetaData(), 1), 1, MissingValues.NONE);
    if (!rows.next()) {
      return OptionalDouble.empty();
    }
    boolean isNumber = reader.read(rows) && Double.isFinite(reader.value());
    if (reader.typeErrors() > 0) {
      throw refused("its value is no number", text);
    }
    if (rows.next()) {
      throw refused("it has more than one row", text);
    }
    return isNumber ? OptionalDouble.of(reader.value()) : OptionalDouble.empty();
  }

  private static QueryFailedException refused(String reason, String text) {
    return new QueryFailedException(
        FailureKind.BAD_QUERY, STATEMENT, reason, "", Duration.ZERO, text, false);
  }
}
