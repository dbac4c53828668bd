package io.tidegauge.source;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Asks a database what time it is. */
public final class DatabaseClock {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "clock";

  private DatabaseClock() {}

  /**
   * The database's time.
   *
   * @throws QueryFailedException if it cannot be asked
   */
  public static Instant read(Database database, Deadline deadline) {
    Sql sql = new Sql(STATEMENT, "SELECT CURRENT_TIMESTAMP", List.of());
    return database.query(
        sql,
        1,
        deadline,
        rows -> {
          rows.next();
          return rows.getObject(1, OffsetDateTime.class).toInstant();
        });
  }
}
