package io.tidegauge.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive's CSV is not here, but prepared tables may be. What was added to them is taken away
 * again, and PrepareBank must add the same: dates, scores, label times.
 */
class PrepareBankTest {
  /** Beside the repository; a test's working directory is its module. */
  private static final Path DATA =
      Path.of(
          Optional.ofNullable(System.getenv("TIDEGAUGE_DATA")).orElse("../../../shared/data"),
          "bank");

  /** The invented rate tells days apart, as the Euribor does. */
  private static final String CSV_OF_TABLES =
      """
      COPY (
        SELECT age, coalesce(job, 'unknown') AS job, coalesce(marital, 'unknown') AS marital,
          coalesce(education, 'unknown') AS education, coalesce("default", 'unknown') AS "default",
          coalesce(housing, 'unknown') AS housing, coalesce(loan, 'unknown') AS loan, contact,
          lower(strftime(ts, '%%b')) AS month, lower(strftime(ts, '%%a')) AS day_of_week,
          100 AS duration, campaign, coalesce(pdays::INTEGER, 999) AS pdays, previous, poutcome,
          dense_rank() OVER (ORDER BY strftime(ts, '%%Y-%%m-%%d')) AS euribor3m,
          CASE coalesce(y, label) WHEN 1 THEN 'yes' ELSE 'no' END AS y
        FROM (
          SELECT DISTINCT ON (request_id) * FROM (
            SELECT * FROM '%1$s/reference.parquet'
            UNION ALL BY NAME
            SELECT * FROM '%1$s/predictions.parquet'))
        LEFT JOIN '%1$s/labels.parquet' USING (request_id)
        ORDER BY request_id
      ) TO '%2$s' (FORMAT csv, DELIMITER ';', HEADER, FORCE_QUOTE (job, marital, y))""";

  @TempDir static Path folder;

  @BeforeAll
  static void prepareFromWhatIsPrepared() throws Exception {
    assumeTrue(
        Files.exists(DATA.resolve("predictions.parquet")),
        "no prepared bank tables in " + DATA + "; set TIDEGAUGE_DATA to test against them");
    Path csv = folder.resolve("calls.csv");
    query(CSV_OF_TABLES.formatted(DATA, csv));
    PrepareBank.prepare(csv, folder);
  }

  @Test
  void predictionsAreTheSame() throws Exception {
    assertSame("predictions", "request_id, model_version", 55_580);
  }

  @Test
  void labelsAreTheSame() throws Exception {
    assertSame("labels", "request_id", 33_425);
  }

  @Test
  void referenceIsTheSame() throws Exception {
    assertSame("reference", "request_id, model_version", 31_850);
  }

  /** Each row is there once, and none differs in any column; scores are equal to the last bit. */
  private static void assertSame(String table, String key, long rows) throws Exception {
    String made = "'" + folder.resolve(table + ".parquet") + "'";
    String given = "'" + DATA.resolve(table + ".parquet") + "'";
    assertThat(query("SELECT count(*) FROM " + made)).isEqualTo(rows);
    assertThat(query("SELECT count(*) FROM (SELECT DISTINCT %s FROM %s)".formatted(key, made)))
        .isEqualTo(rows);
    assertThat(query("SELECT count(*) FROM (FROM %s EXCEPT FROM %s)".formatted(made, given)))
        .as("rows of %s that were not given", table)
        .isZero();
    assertThat(query("SELECT count(*) FROM (FROM %s EXCEPT FROM %s)".formatted(given, made)))
        .as("rows of %s that were not made", table)
        .isZero();
  }

  private static long query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      if (!statement.execute(sql)) {
        return statement.getUpdateCount();
      }
      try (ResultSet result = statement.getResultSet()) {
        return result.next() ? result.getLong(1) : 0;
      }
    }
  }
}
