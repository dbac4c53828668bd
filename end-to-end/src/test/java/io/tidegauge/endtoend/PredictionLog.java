package io.tidegauge.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The table in which a model logs its features and predictions. The same seed makes the same rows.
 */
final class PredictionLog {
  static final String VERSION = "v1";
  private static final List<String> MERCHANTS = List.of("books", "games", "garden", "shoes");
  private static final String UNSEEN = "lottery";

  private final Database database;
  private final SplittableRandom random = new SplittableRandom(20261121);
  private int rows;

  PredictionLog(Database database) {
    this.database = database;
    database.execute(
        "CREATE TABLE prediction_log (id TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL, version TEXT,"
            + " score DOUBLE PRECISION, amount DOUBLE PRECISION, merchant TEXT)");
    database.execute("CREATE INDEX ON prediction_log (at)");
  }

  /** Adds so many ordinary rows, evenly in that time. */
  void fill(int count, Instant from, Instant to) {
    Duration step = Duration.between(from, to).dividedBy(count);
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO prediction_log VALUES (?, ?, ?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        insert.setString(1, "r" + ++rows);
        insert.setObject(2, utc(from.plus(step.multipliedBy(i))));
        insert.setString(3, VERSION);
        insert.setDouble(4, random.nextDouble());
        insert.setDouble(5, Math.abs(random.nextDouble() + random.nextDouble() - 1) * 1000);
        insert.setString(6, MERCHANTS.get(random.nextInt(MERCHANTS.size())));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds a prediction that is made now, for a merchant that the reference does not know. */
  void addUnseenMerchant() {
    database.execute(
        "INSERT INTO prediction_log VALUES (?, clock_timestamp(), ?, 0.5, 100, ?)",
        "r" + ++rows,
        VERSION,
        UNSEEN);
  }

  /** Adds predictions that are made now, without an amount. */
  void addWithoutAmount(int count) {
    for (int i = 0; i < count; i++) {
      database.execute(
          "INSERT INTO prediction_log VALUES (?, clock_timestamp(), ?, 0.5, NULL, 'books')",
          "r" + ++rows,
          VERSION);
    }
  }

  /** Takes out all predictions without an amount but for so many. */
  void keepWithoutAmount(int count) {
    database.execute(
        "DELETE FROM prediction_log WHERE id IN"
            + " (SELECT id FROM prediction_log WHERE amount IS NULL ORDER BY id OFFSET "
            + count
            + ")");
  }

  /** Makes a column of another type than the reference has. */
  void narrowAmounts() {
    database.execute("ALTER TABLE prediction_log ALTER amount TYPE REAL");
  }

  /** Makes the column what it was. */
  void widenAmounts() {
    database.execute("ALTER TABLE prediction_log ALTER amount TYPE DOUBLE PRECISION");
  }

  /** Takes out again all predictions that something is wrong with. */
  void heal() {
    database.execute("DELETE FROM prediction_log WHERE merchant = ?", UNSEEN);
    keepWithoutAmount(0);
  }

  private static OffsetDateTime utc(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
