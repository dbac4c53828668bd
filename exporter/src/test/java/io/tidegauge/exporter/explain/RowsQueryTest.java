package io.tidegauge.exporter.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Postgres;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The statements are executed, on PostgreSQL and on DuckDB: each shows the same rows. */
class RowsQueryTest {
  private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-01T11:00:00Z");

  private static final String SPEC =
      """
      model: m
      database: d
      predictions:
        table: explained_log
        time: at_utc
        id: id
        version: ver
        kind: binary
        score: score
        slices: [channel]
      features:
        amount: {type: numeric, range: [0, 10], missing_values: [-999]}
        merchant: category
        age: {type: numeric, range: [0, 120], personal: true}
      """;

  /** Two hours, a row each minute; at_paris is an hour ahead. */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE explained_log AS SELECT i AS id,"
              + " TIMESTAMP '2026-03-01 09:30:00' + i * INTERVAL '1 minute' AS at_utc,"
              + " TIMESTAMP '2026-03-01 10:30:00' + i * INTERVAL '1 minute' AS at_paris,"
              + " CAST(1772357400000 + i * 60000 AS bigint) AS at_ms, DATE '2026-03-01' AS \"the day\","
              + " CASE WHEN i % 2 = 0 THEN 'v1' ELSE 'v2' END AS ver, 0.5 AS score,"
              + " CASE WHEN i % 3 = 0 THEN 'web' ELSE 'shop' END AS channel,"
              + " CASE WHEN i % 10 = 0 THEN NULL WHEN i % 10 = 1 THEN -999 ELSE i END AS amount,"
              + " CASE WHEN i % 4 = 0 THEN 'it''s new' ELSE 'a' END AS merchant, 40 AS age"
              + " FROM generate_series(0, 119) AS g(i)",
          "CREATE TABLE explained_labels AS SELECT i AS who, TIMESTAMP '2026-03-02 00:00:00' AS came,"
              + " i % 2 AS really FROM generate_series(0, 119) AS g(i)");

  private static Connection postgres;
  private static Connection duckdb;

  @BeforeAll
  static void create() throws SQLException {
    postgres = Postgres.shared().connect();
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    for (Connection connection : List.of(postgres, duckdb)) {
      try (Statement statement = connection.createStatement()) {
        for (String table : TABLES) {
          statement.execute(table);
        }
      }
    }
  }

  @AfterAll
  static void drop() throws SQLException {
    try (Statement statement = postgres.createStatement()) {
      statement.execute("DROP TABLE explained_log, explained_labels");
    }
    postgres.close();
    duckdb.close();
  }

  /** The ids that a statement shows, the same on both databases. */
  private static List<String> ids(String sql) {
    List<String> found = ids(postgres, sql);
    assertThat(ids(duckdb, sql)).as(sql).isEqualTo(found);
    return found;
  }

  private static List<String> ids(Connection connection, String sql) {
    int end = sql.indexOf('\n');
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.substring(0, end).replace(";", ""));
      try (ResultSet rows = statement.executeQuery(sql.substring(end).replace(";", ""))) {
        List<String> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getString("id"));
        }
        return ids;
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static String query(String spec, String alert, List<String> known, String... labels) {
    ModelSpec model = ModelSpecReader.read("m.yaml", spec);
    Map<String, String> reading = new TreeMap<>();
    for (String label : labels) {
      reading.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return new RowsQuery(model, Map.of())
        .of(alert, reading, FROM, TO, known, model.labels().isPresent());
  }

  /** Rows 30 to 89 are of the hour; the newest 50 of them are shown. */
  @Test
  void rowsOfTheWindowTheNewestFirst() {
    List<String> ids = ids(query(SPEC, "MLModelPredictionDrift", List.of()));
    assertThat(ids).hasSize(50).startsWith("89", "88").endsWith("40");
  }

  @Test
  void timesOfAllKinds() {
    List<String> expected = ids(query(SPEC, "MLModelPredictionDrift", List.of(), "version=v1"));
    assertThat(expected).hasSize(30).startsWith("88").endsWith("30");
    for (String time :
        List.of(
            "{column: at_paris, zone: Europe/Paris}",
            "{column: at_paris, zone: \"+01:00\"}",
            "{column: at_ms, unit: epoch_ms}",
            "{column: at_utc, partition: the day}")) {
      String spec = SPEC.replace("time: at_utc", "time: " + time);
      assertThat(ids(query(spec, "MLModelPredictionDrift", List.of(), "version=v1")))
          .as(time)
          .isEqualTo(expected);
    }
  }

  @Test
  void rowsThatAreWrong() {
    assertThat(ids(query(SPEC, "MLModelMissingValues", List.of(), "feature=amount")))
        .containsExactly("81", "80", "71", "70", "61", "60", "51", "50", "41", "40", "31", "30");
    assertThat(ids(query(SPEC, "MLModelOutOfRangeValues", List.of(), "feature=amount")))
        .hasSize(48)
        .doesNotContain("80", "81", "70", "71");
    assertThat(ids(query(SPEC, "MLModelUnseenCategory", List.of("a", "b"), "feature=merchant")))
        .hasSize(15)
        .startsWith("88", "84");
    assertThat(ids(query(SPEC, "MLModelInvalidValues", List.of(), "feature=amount"))).isEmpty();
  }

  @Test
  void rowsOfASliceAndOfASharedTable() {
    assertThat(ids(query(SPEC, "MLModelPredictionDrift", List.of(), "slice=channel=web")))
        .hasSize(20)
        .startsWith("87");
    String shared = SPEC.replace("  id: id\n", "  id: id\n  where: id < 40 -- ours\n");
    assertThat(ids(query(shared, "MLModelPredictionDrift", List.of()))).hasSize(10);
  }

  @Test
  void labelsStandBesideThePredictions() {
    String spec =
        SPEC
            + "labels: {table: explained_labels, id: who, value: really, time: came, mature_after: 1d}\n";
    String sql = query(spec, "MLModelLowRocAuc", List.of(), "version=v2");
    assertThat(sql).contains(" AS label");
    assertThat(ids(sql)).hasSize(30).startsWith("89");
  }

  @Test
  void featuresOfATableOfTheirOwn() {
    String spec =
        SPEC.replace(
            "features:", "feature_table: {table: explained_log, id: id, time: at_utc}\nfeatures:");
    assertThat(ids(query(spec, "MLModelMissingValues", List.of(), "feature=amount", "version=v1")))
        .containsExactlyInAnyOrder("80", "70", "60", "50", "40", "30");
  }

  @Test
  void noValueOfAPersonalFeatureIsSelected() {
    assertThat(query(SPEC, "MLModelMissingValues", List.of(), "feature=age"))
        .contains("AND \"age\" IS NULL")
        .doesNotContain(", \"age\"");
  }
}
