package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new user's files, and a database that is one. */
class InitDuckDbTest {
  private static final String ROWS =
      "SELECT 'o' || i AS order_id, TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS ordered_at,"
          + " 'm' || (i // 15000) AS model, (i * 7) % 120 AS forecast, (i % 11) / 2 AS weight_kg,"
          + " CASE WHEN i % 3 = 0 THEN 'n/a' ELSE 'road ' || i % 4 END AS \"ship by\","
          + " ('A' || i % 2)::ENUM('A0', 'A1') AS warehouse, i % 24 // 12 AS express"
          + " FROM range(30000) AS t(i)";

  @TempDir private Path folder;

  private static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  private Ran init(String... more) {
    return command("init", "--yes", more);
  }

  private Ran command(String command, String first, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(command, first, "--config.file=" + folder.resolve("tidegauge.yaml")));
    all.addAll(List.of(more));
    return Site.runAsIs(all.toArray(String[]::new));
  }

  private void assertWatched(Ran ran) throws IOException {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(Files.readString(folder.resolve("models/orders.yaml")))
        .contains("database: ")
        .containsPattern("  time: ordered_at +# guessed: ")
        .containsPattern("  id: order_id +# guessed: ")
        .containsPattern("  version: model +# guessed: ")
        .containsPattern("  kind: regression +# guessed: ")
        .containsPattern("  score: forecast +# guessed: ")
        .contains("  weight_kg: {type: numeric, range: [0, 10]}")
        .contains("column: \"ship by\", missing_values: [n/a], missing: 60%, values: [")
        .contains("  express: {type: category, values: [\"0\", \"1\"]")
        .contains("  warehouse: {type: category")
        .contains("windows: [24h, 7d]");
    Ran check = command("check", "--log.level=warn");
    assertThat(check.err()).isEmpty();
    Ran profile =
        command(
            "profile",
            "--model-version=m0",
            "--from=2026-01-01T00:00:00Z",
            "--to=2026-01-05T00:00:00Z");
    assertThat(profile.err()).isEmpty();
    assertThat(profile.out()).contains("m0.json: 5760 rows, 5 columns");
  }

  @Test
  void aDatabaseFile() throws Exception {
    Path file = folder.resolve("shop.duckdb");
    execute("jdbc:duckdb:" + file, "CREATE TABLE orders AS " + ROWS);

    assertWatched(init("--url=jdbc:duckdb:" + file, "--table=orders"));
    assertThat(Files.readString(folder.resolve("tidegauge.yaml"))).contains("\n  shop:\n    url: ");
  }

  @Test
  void parquetFiles() throws Exception {
    execute(
        "jdbc:duckdb:",
        "COPY (" + ROWS + ") TO '" + folder.resolve("orders-1.parquet") + "' (FORMAT parquet)");

    assertWatched(init("--file=orders=" + folder.resolve("orders-*.parquet"), "--table=orders"));
    assertThat(Files.readString(folder.resolve("tidegauge.yaml")))
        .contains("\n  warehouse:\n    url: \"jdbc:duckdb:\"\n    files:\n      orders: ");
  }

  /** "Whether they have defaulted before" is an input, where a table has the ids and the labels. */
  @Test
  void aColumnThatIsOnlyCalledLikeALabel() throws Exception {
    Path file = folder.resolve("bank.duckdb");
    String rows = " FROM (SELECT unnest(range(3000)) AS i)";
    execute(
        "jdbc:duckdb:" + file,
        "CREATE TABLE calls AS SELECT 'c' || i AS call_id, now() - i * INTERVAL 1 MINUTE AS ts,"
            + " (i % 100) / 100.0 AS score, i % 70 AS age_of_account, i % 9 = 0 AS \"default\""
            + rows,
        "CREATE TABLE outcomes AS SELECT 'c' || i AS call_id, now() - i * INTERVAL 1 MINUTE AS at,"
            + " i % 7 = 0 AS label"
            + rows);

    Ran ran = init("--url=jdbc:duckdb:" + file, "--table=calls");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(Files.readString(folder.resolve("models/calls.yaml")))
        .contains("  default: {type: category, values: [")
        .containsPattern("labels:\\n  table: .*outcomes");
  }

  @Test
  void csvFiles() throws Exception {
    execute("jdbc:duckdb:", "COPY (" + ROWS + ") TO '" + folder.resolve("o.csv") + "' (HEADER)");

    assertWatched(init("--file=orders=" + folder.resolve("o.csv"), "--table=orders"));
  }
}
