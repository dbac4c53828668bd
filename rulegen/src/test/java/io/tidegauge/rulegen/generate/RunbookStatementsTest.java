package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SQL of runbooks, on real databases that hold tables of which is known what is in them. */
class RunbookStatementsTest {
  private static final String ROWS =
      " FROM (SELECT i, now() - i * INTERVAL '30 seconds' AS t, CAST(i AS double precision) AS x"
          + " FROM generate_series(1, 120) AS g(i)) r";

  private static final String FULL =
      """
      model: full
      owner: team
      database: main
      predictions:
        table: log
        where: model_name = 'full'
        time: ts
        id: request_id
        version: build
        versions: {champion: a, challenger: b}
        kind: binary
        score: p
        output: decision
        positive: "yes"
        saturation: [0, 1]
        latency: {column: took_ms, unit: ms}
        failed: has_failed
        unique: true
        repeated: true
        slices: [{column: channel, values: [web, app], privileged: web}]
      features:
        amount: {type: numeric, range: [0, 100], missing_values: [-999]}
        income: {type: numeric, expr: paid * 12, range: [0, 1e6], personal: true}
        name: {type: category, pattern: "[a-z]+", values: [x], personal: true}
        purpose: {type: category, pattern: "[a-z]+", values: [car, home]}
      labels: {table: labels, id: request_id, value: actual, time: reported_at, mature_after: 10m}
      business_value: {true_positive: 1, false_positive: -1, true_negative: 0, false_negative: -5, currency: EUR}
      reference: {profile: "{version}.json"}
      training: {table: offline, id: request_id, time: computed_at, mature_after: 1m, columns: {income: income}}
      training_log:
        {table: steps, time: ts, version: build, loss: loss, weights: {column: w, range: [0, 5]}, zero_activations: {column: zeros, above: 50%}}
      lifecycle:
        {table: registry, version: build, stages: {data: data_at, trained: trained_at}, max_age: 30d, cadence: {trained: 1d}}
      dependencies: {code: {column: code}, contract: {query: "SELECT version, since FROM contracts"}}
      kpis: {rows: {query: SELECT count(*) FROM log}}
      traffic: {largest_gap: 5m}
      windows: [1h]
      alerts: {latency: {above: 1s, trend: 20ms}, quality: {accuracy: 0.5, log_loss: 0.5}, value: {below: 1}}
      """;

  private static final List<String> FULL_TABLES =
      List.of(
          "CREATE TABLE log AS SELECT 'full' AS model_name, t AS ts, 'r' || i AS request_id,"
              + " CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END AS build, x / 120 AS p,"
              + " CASE WHEN i % 3 = 0 THEN 'yes' ELSE 'no' END AS decision, x AS took_ms,"
              + " i % 20 = 0 AS has_failed, CASE WHEN i % 4 = 0 THEN 'web' ELSE 'app' END AS channel,"
              + " CASE i % 10 WHEN 0 THEN NULL WHEN 1 THEN -999e0 WHEN 2 THEN 500e0"
              + " WHEN 3 THEN CAST('NaN' AS double precision)"
              + " WHEN 4 THEN CAST('Infinity' AS double precision) ELSE 50e0 END AS amount,"
              + " x AS paid, 'secret' || i AS name,"
              + " CASE WHEN i <= 6 THEN 'boat' ELSE 'car' END AS purpose, 'c1' AS code"
              + ROWS,
          "INSERT INTO log SELECT 'other', ts, request_id, build, p, decision, took_ms, has_failed,"
              + " channel, amount, paid, name, purpose, code FROM log",
          "CREATE TABLE labels AS SELECT 'r' || i AS request_id, t AS reported_at,"
              + " CASE WHEN i % 3 = 0 THEN 'yes' ELSE 'no' END AS actual"
              + ROWS
              + " WHERE i % 2 = 0",
          "CREATE TABLE offline AS SELECT request_id, ts AS computed_at, amount, 12 * paid AS income,"
              + " name, CASE purpose WHEN 'boat' THEN 'ship' ELSE purpose END AS purpose FROM log"
              + " WHERE model_name = 'full'",
          "CREATE TABLE steps AS SELECT t AS ts, 'a' AS build,"
              + " CASE WHEN i <= 3 THEN CAST('NaN' AS double precision) ELSE x END AS loss,"
              + " x AS w, x / 200 AS zeros"
              + ROWS,
          "CREATE TABLE registry AS SELECT 'v' || i AS build, t AS data_at, t AS trained_at" + ROWS,
          "CREATE TABLE contracts AS SELECT 'v' || i AS version, t AS since" + ROWS);

  /** Times that are numbers, features in a table of their own, labels in the log. */
  private static final String APART =
      """
      model: apart
      database: main
      predictions:
        table: "Log"
        time: {column: ts, unit: epoch_ms, zone: Europe/Paris, partition: day}
        id: id
        kind: multiclass
        output: "class"
        score: p
      feature_table: {table: f, id: example, where: not test, time: {column: logged, unit: epoch_s}, within: 5m}
      features:
        n: {type: numeric, range: [0, 100]}
        "c.d": {type: category, column: 'C "d"', values: [x]}
      labels: {value: truth, mature_after: 10m}
      windows: [30m, 7d]
      alerts: {quality: {accuracy: 0.5, window: 30m}}
      """;

  private static final List<String> APART_TABLES =
      List.of(
          // The days of the partitions are days in Paris, whatever the time zone of this machine
          // is.
          "SET TimeZone = 'Europe/Paris'",
          "CREATE TABLE \"Log\" AS SELECT CAST(extract(epoch FROM t) * 1000 AS bigint) AS ts,"
              + " CAST(t AS date) AS day, i AS id, 'k' || (i % 3) AS \"class\", x AS p,"
              + " 'k' || (i % 2) AS truth"
              + ROWS,
          "CREATE TABLE f AS SELECT i AS example, i % 2 = 0 AS test,"
              + " CAST(extract(epoch FROM t) AS bigint) AS logged, x AS n, 'x' AS \"C \"\"d\"\"\""
              + ROWS);

  /** Local times of a fixed offset. */
  private static final String LOCAL =
      """
      model: local
      database: main
      predictions: {table: log, time: {column: ts, zone: "+05:30"}, id: id, kind: regression, score: {expr: p + 1}}
      features: {n: {type: numeric, expr: "CAST(n AS varchar)"}, c: category}
      labels: {table: labels, id: id, value: y, time: came, mature_after: 1m}
      windows: [5m]
      alerts: {quality: {mae: 2}}
      """;

  private static final List<String> LOCAL_TABLES =
      List.of(
          "SET TimeZone = 'Asia/Kolkata'",
          "CREATE TABLE log AS SELECT CAST(t AS timestamp) AS ts, i AS id, x AS p, x AS n, 'c' AS c"
              + ROWS,
          "CREATE TABLE labels AS SELECT i AS id, t AS came, x - 1 AS y" + ROWS);

  private static final String RANKING =
      """
      model: ranking
      database: main
      predictions: {table: log, time: ts, id: id, kind: ranking, score: p, ranking: {request: request}}
      features: {n: numeric}
      labels: {table: clicks, id: id, value: clicked, time: ts, mature_after: 1m}
      windows: [1h]
      alerts: {quality: {ndcg: 0.5}}
      """;

  private static final List<String> RANKING_TABLES =
      List.of(
          "CREATE TABLE log AS SELECT t AS ts, i AS id, i / 10 AS request, x AS p, x AS n" + ROWS,
          "CREATE TABLE clicks AS SELECT t AS ts, i AS id, i % 10 = 0 AS clicked" + ROWS);

  private static EmbeddedPostgres postgres;

  @TempDir Path folder;

  enum Engine {
    POSTGRESQL {
      @Override
      Connection connect() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP SCHEMA IF EXISTS tested CASCADE");
          statement.execute("CREATE SCHEMA tested");
          statement.execute("SET search_path TO tested");
        }
        return connection;
      }
    },
    DUCKDB {
      @Override
      Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
      }
    };

    abstract Connection connect() throws SQLException;
  }

  @BeforeAll
  static void start() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  /** What a statement gave: rows of columns by name, as the database writes them. */
  private record Answer(String statement, List<Map<String, String>> rows) {
    double sum(String column) {
      return rows.stream()
          .map(row -> row.get(column))
          .peek(value -> assertThat(value).as(column + " of " + statement).isNotNull())
          .mapToDouble(value -> new BigDecimal(value).doubleValue())
          .sum();
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void sayWhatIsInTheTables(Engine engine) throws Exception {
    Map<String, List<Answer>> answers = answers(engine, FULL, FULL_TABLES);

    assertThat(first(answers, "MLModelMissingValues").sum("amount")).isEqualTo(24);
    assertThat(first(answers, "MLModelMissingValues").sum("row_count")).isEqualTo(120);
    assertThat(first(answers, "MLModelInvalidValues").sum("amount")).isEqualTo(24);
    assertThat(first(answers, "MLModelOutOfRangeValues").sum("amount")).isEqualTo(12);
    assertThat(answer(answers, "MLModelUnseenCategory", 1).rows().get(0))
        .containsEntry("a_value", "boat")
        .containsEntry("row_count", "6");
    assertThat(first(answers, "MLModelConstantFeature").sum("income")).isEqualTo(120);
    assertThat(first(answers, "MLModelPredictionsFail").sum("failed")).isEqualTo(6);
    assertThat(first(answers, "MLModelSaturatedPredictions").sum("at_highest")).isEqualTo(1);
    assertThat(first(answers, "MLModelRepeatedInputs").sum("row_count")).isEqualTo(20);
    assertThat(first(answers, "MLModelFeatureSkew").sum("purpose")).isEqualTo(6);
    assertThat(first(answers, "MLModelFeatureSkew").sum("income")).isZero();
    assertThat(first(answers, "MLModelLabelsMissing").sum("predictions")).isEqualTo(120);
    assertThat(first(answers, "MLModelLabelsMissing").sum("labelled")).isEqualTo(60);
    assertThat(first(answers, "MLModelLowAccuracy").rows())
        .allSatisfy(row -> assertThat(row.get("predicted")).isEqualTo(row.get("actual")));
    // Half of those that are ten minutes old have a label.
    assertThat(first(answers, "MLModelLowAccuracy").sum("row_count")).isBetween(49d, 51d);
    assertThat(first(answers, "MLModelTrainingLossInvalid").sum("invalid_losses")).isEqualTo(3);
    assertThat(first(answers, "MLModelKpiUnreadable").rows()).hasSize(1);
    assertThat(first(answers, "MLModelDependencyChanged").rows().get(0))
        .containsEntry("at_version", "c1");
    assertThat(first(answers, "MLModelStageStalled").rows()).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void showNoValueOfAPerson(Engine engine) throws Exception {
    answers(engine, FULL, FULL_TABLES)
        .forEach(
            (alert, answers) -> {
              for (Answer answer : answers) {
                assertThat(answer.rows().toString()).as(alert).doesNotContain("secret");
                assertThat(answer.statement()).doesNotContainPattern("(min|max)\\([^,]*paid");
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void readTimesAsTheyAreLogged(Engine engine) throws Exception {
    Map<String, List<Answer>> apart = answers(engine, APART, APART_TABLES);
    // Every second one is a test.
    assertThat(first(apart, "MLModelInvalidValues").sum("row_count")).isEqualTo(60);
    assertThat(first(apart, "MLModelInvalidPredictions").sum("row_count")).isEqualTo(120);
    assertThat(first(apart, "MLModelLowAccuracy").sum("row_count")).isBetween(59d, 61d);

    Map<String, List<Answer>> local = answers(engine, LOCAL, LOCAL_TABLES);
    assertThat(first(local, "MLModelHighMae").sum("row_count")).isBetween(9d, 11d);
    assertThat(first(local, "MLModelHighMae").sum("mae")).isEqualTo(2);
    assertThat(first(local, "MLModelInvalidValues").sum("row_count")).isBetween(59d, 60d);

    Map<String, List<Answer>> ranking = answers(engine, RANKING, RANKING_TABLES);
    assertThat(first(ranking, "MLModelLowNdcg").sum("row_count")).isEqualTo(120);
  }

  private static Answer first(Map<String, List<Answer>> answers, String alert) {
    return answer(answers, alert, 0);
  }

  private static Answer answer(Map<String, List<Answer>> answers, String alert, int place) {
    List<Answer> all = answers.getOrDefault(alert, List.of());
    assertThat(all).as(alert).hasSizeGreaterThan(place);
    return all.get(place);
  }

  /** The answers to all statements of a spec's pages, by alert; none may fail or be empty. */
  private Map<String, List<Answer>> answers(Engine engine, String spec, List<String> tables)
      throws Exception {
    Workspace workspace = new Workspace(Files.createTempDirectory(folder, "specs"));
    workspace.generate(workspace.write("spec.yaml", spec));
    Map<String, List<Answer>> answers = new LinkedHashMap<>();
    try (Connection connection = engine.connect();
        Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute(table);
      }
      for (Map.Entry<String, String> page : workspace.files().entrySet()) {
        if (page.getKey().startsWith("runbooks/")) {
          String alert = page.getKey().replaceAll(".*/|\\.md$", "");
          for (String text : statements(page.getValue()).toList()) {
            if (text.startsWith("SET ")) {
              statement.execute(text);
            } else {
              Answer answer = new Answer(text, rows(statement, text));
              assertThat(answer.rows()).as("%s: %s", alert, text).isNotEmpty();
              answers.computeIfAbsent(alert, none -> new ArrayList<>()).add(answer);
            }
          }
        }
      }
    }
    return answers;
  }

  private static Stream<String> statements(String page) {
    return RunbookQueries.blocks(page, "sql")
        .flatMap(block -> Stream.of(block.split(";\n", -1)))
        .filter(text -> !text.isBlank());
  }

  private static List<Map<String, String>> rows(Statement statement, String text)
      throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(text)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          row.put(result.getMetaData().getColumnLabel(i), String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new AssertionError(text, e);
    }
    return rows;
  }
}
