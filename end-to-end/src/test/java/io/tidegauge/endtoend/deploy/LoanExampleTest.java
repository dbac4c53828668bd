package io.tidegauge.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one sees in the composed stack: its database and its exporter, without the containers. */
class LoanExampleTest {
  private static final Path EXAMPLE = Program.file("examples/compose");

  @TempDir private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void fill() throws Exception {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
    execute(Files.readString(EXAMPLE.resolve("postgres/init.sql")).replace(":'password'", "'x'"));
    Files.writeString(folder.resolve("password"), "x");
    Files.writeString(
        folder.resolve("tidegauge.yaml"),
        Files.readString(EXAMPLE.resolve("tidegauge.yaml"))
            .replace("postgres:5432/loans", "127.0.0.1:" + server.getPort() + "/postgres")
            .replace("/run/secrets/tidegauge_password", folder.resolve("password").toString()));
    Files.createDirectory(folder.resolve("models"));
    Files.copy(
        EXAMPLE.resolve("models/loan-approval.yaml"), folder.resolve("models/loan-approval.yaml"));
  }

  @AfterAll
  static void end() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  /** The last five minutes are made anew. */
  @BeforeEach
  void rest() {
    happens("none");
  }

  private static void happens(String incident) {
    execute(
        "DELETE FROM prediction_log WHERE predicted_at > now() - interval '5 minutes';"
            + "INSERT INTO prediction_log SELECT * FROM"
            + " applications(now() - interval '5 minutes', now(), '"
            + incident
            + "')");
  }

  private static void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String value(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Scrapes once; a monitor that fails would end it with another status. */
  private String scrape() throws Exception {
    Path page = Files.createTempFile(folder, "page", ".txt");
    Program.exporter().run(page, "once", "--config.file=" + folder.resolve("tidegauge.yaml"));
    return Files.readString(page);
  }

  /** The reading of the champion's last five minutes, of all slices. */
  private static double reading(String page, String metric, String label) {
    return page.lines()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> line.contains(label) && line.contains("window=\"5m\""))
        .filter(line -> line.contains("slice=\"all\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric + " of " + label + " in\n" + page));
  }

  @Test
  void allIsWellAtFirst() throws Exception {
    String page = scrape();

    assertThat(reading(page, "ml_window_rows", "v1")).isBetween(1400., 1505.);
    assertThat(reading(page, "ml_drifted_features", "v1")).isZero();
    assertThat(reading(page, "ml_feature_unseen_ratio", "purpose")).isZero();
    assertThat(reading(page, "ml_feature_missing_ratio", "income")).isBetween(0.005, 0.05);
    assertThat(reading(page, "ml_feature_out_of_range_ratio", "amount")).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "new purpose,    ml_feature_unseen_ratio,  purpose, 0.01",
    "missing income, ml_feature_missing_ratio, income,  0.05",
    "larger amounts, ml_feature_drift_psi,     amount,  0.2"
  })
  void anIncidentPassesItsThreshold(String incident, String metric, String feature, double limit)
      throws Exception {
    happens(incident);

    assertThat(reading(scrape(), metric, feature)).isGreaterThan(limit);
  }

  @Test
  void theWriterGoesOnAndKeepsTwoHours() throws Exception {
    execute(
        "UPDATE prediction_log SET predicted_at = predicted_at - interval '90 minutes'"
            + " WHERE predicted_at < now() - interval '40 minutes'");
    String writer = Files.readString(EXAMPLE.resolve("postgres/writer.sql"));
    assertThat(writer).endsWith("\\watch 5\n");

    execute(writer.replace("\\watch 5\n", ""));

    assertThat(value("SELECT max(predicted_at) > now() - interval '2 seconds' FROM prediction_log"))
        .isEqualTo("t");
    assertThat(
            value("SELECT min(predicted_at) > now() - interval '121 minutes' FROM prediction_log"))
        .isEqualTo("t");
    assertThat(value("SELECT count(*) = count(DISTINCT predicted_at) FROM prediction_log"))
        .as("no row comes twice")
        .isEqualTo("t");
  }

  @Test
  void theExporterMayOnlyRead() throws Exception {
    assertThat(value("SELECT has_table_privilege('tidegauge', 'prediction_log', 'SELECT')"))
        .isEqualTo("t");
    assertThat(value("SELECT has_table_privilege('tidegauge', 'prediction_log', 'INSERT, DELETE')"))
        .isEqualTo("f");
  }
}
