package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That tables are found which a scrape must scan, and that what is said mends it. */
@TestInstance(Lifecycle.PER_CLASS)
final class TimeIndexTest {
  /** 200,000 rows, each a second after the other, up to the end. */
  private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

  private static final String SECONDS = "1772366400 - 200000 + i";
  private static final String FROM = ", repeat('x', 40) AS filler FROM generate_series(1, %d) g(i)";
  private static final String BRIN_WILL_DO =
      "USING brin is enough where rows arrive in the order of their time";

  private PostgresEngine engine;

  @BeforeAll
  void start() {
    engine = new PostgresEngine();
    engine.execute(
        "CREATE ROLE reader LOGIN", "ALTER ROLE reader SET search_path = \"My logs\", public");
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @BeforeEach
  void empty() {
    engine.execute(
        "DROP SCHEMA IF EXISTS \"My logs\" CASCADE",
        "CREATE SCHEMA \"My logs\"",
        "GRANT USAGE ON SCHEMA \"My logs\" TO reader",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA \"My logs\" GRANT SELECT ON TABLES TO reader");
  }

  /** Executes statements as the tables' owner. */
  private void execute(String... statements) {
    engine.execute(
        Stream.concat(Stream.of("SET search_path = \"My logs\""), Stream.of(statements))
            .toArray(String[]::new));
  }

  private static String create(String table, String time) {
    return create(table, time, 200_000);
  }

  private static String create(String table, String time, int rows) {
    return "CREATE TABLE " + table + " AS SELECT i, " + time + FROM.formatted(rows);
  }

  private static PredictionsSpec log(String table) {
    return Specs.predictions(table, Specs.time("at"));
  }

  private List<FullScan> look(PredictionsSpec log) {
    return look(Specs.model(log));
  }

  /** Looks as a user who may read, and no more. */
  private List<FullScan> look(ModelSpec spec) {
    String url = "jdbc:postgresql://127.0.0.1:" + engine.port() + "/postgres?user=reader";
    try (Database database = Database.open(Engine.config(url, Map.of()))) {
      return new TimeIndex(database, spec).fullScans(END, DialectContractTest.soon());
    }
  }

  static Stream<Arguments> times() {
    return Stream.of(
        Arguments.of("to_timestamp(" + SECONDS + ")", Specs.time("When \"at\"")),
        Arguments.of(
            "to_timestamp(" + SECONDS + ") AT TIME ZONE 'Europe/Paris'",
            Specs.time("When \"at\"", ZoneId.of("Europe/Paris"))),
        Arguments.of("(" + SECONDS + ")::int", Specs.time("When \"at\"", TimeUnit.EPOCH_S)),
        Arguments.of("(" + SECONDS + ") * 1000.0", Specs.time("When \"at\"", TimeUnit.EPOCH_MS)),
        Arguments.of(
            "((" + SECONDS + ") * 1e6)::float8", Specs.time("When \"at\"", TimeUnit.EPOCH_US)));
  }

  @ParameterizedTest
  @MethodSource("times")
  void aLargeTableIsFoundAndTheStatementMendsIt(String expression, TimeColumn time) {
    execute(create("\"Log\"", expression + " AS \"When \"\"at\"\"\""));
    PredictionsSpec log = Specs.where(Specs.predictions("Log", time), "filler <> '' -- all");

    List<FullScan> found = look(log);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).table()).isEqualTo(TableName.of("Log"));
    assertThat(found.get(0).column()).isEqualTo("When \"at\"");
    assertThat(found.get(0).cost()).matches("scans 1\\d MB of My logs\\.Log");
    assertThat(found.get(0).mend())
        .isEqualTo(
            "CREATE INDEX CONCURRENTLY ON \"My logs\".\"Log\" (\"When \"\"at\"\"\"); -- "
                + BRIN_WILL_DO);
    engine.execute(found.get(0).mend(), "ANALYZE \"My logs\".\"Log\"");
    assertThat(look(log)).isEmpty();
  }

  @Test
  void brinIsEnough() {
    execute(create("log", "to_timestamp(" + SECONDS + ") AS at"), "ANALYZE log");
    assertThat(look(log("log"))).hasSize(1);

    execute("CREATE INDEX ON log USING brin (at)");

    assertThat(look(log("log"))).isEmpty();
  }

  @Test
  void aSmallTableIsRightlyScanned() {
    execute(create("log", "to_timestamp(" + SECONDS + ") AS at", 20_000));

    assertThat(look(log("log"))).isEmpty();
  }

  @Test
  void partitionsOfOtherTimesDoNotCount() {
    execute(
        "CREATE TABLE log (i INT, at TIMESTAMPTZ, filler TEXT) PARTITION BY RANGE (at)",
        "CREATE TABLE log_old PARTITION OF log FOR VALUES FROM (MINVALUE) TO ('2026-03-01 10:00Z')",
        "CREATE TABLE log_new PARTITION OF log FOR VALUES FROM ('2026-03-01 10:00Z') TO (MAXVALUE)",
        "INSERT INTO log SELECT i, to_timestamp(" + SECONDS + ")" + FROM.formatted(200_000),
        "ANALYZE log");

    assertThat(look(log("log"))).isEmpty();
  }

  @Test
  void partitionsByAnythingElseAreIndexedTogether() {
    execute(
        "CREATE TABLE log (i INT, at TIMESTAMPTZ, filler TEXT) PARTITION BY HASH (i)",
        "CREATE TABLE log_0 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "INSERT INTO log SELECT i, to_timestamp(" + SECONDS + ")" + FROM.formatted(200_000),
        "ANALYZE log");

    List<FullScan> found = look(log("log"));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).cost()).matches("scans 1\\d MB of My logs\\.log");
    assertThat(found.get(0).mend())
        .isEqualTo(
            "CREATE INDEX ON \"My logs\".\"log\" (\"at\"); -- writers wait until it is made; "
                + BRIN_WILL_DO);
    engine.execute(found.get(0).mend());
    assertThat(look(log("log"))).isEmpty();
  }

  /** What the view joins is large too, and has such a column; but no scan of it is for the time. */
  @Test
  void theTableBehindAViewIsNamed() {
    execute(
        create("kept", "to_timestamp(" + SECONDS + ") AS at"),
        create("customers", "to_timestamp(" + SECONDS + ") AS at"),
        "CREATE VIEW log AS SELECT k.at, c.filler FROM kept k JOIN customers c USING (i)"
            + " WHERE c.filler <> ''",
        "REVOKE ALL ON kept FROM reader",
        "ANALYZE");

    List<FullScan> found = look(log("log"));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).table()).isEqualTo(TableName.of("log"));
    assertThat(found.get(0).mend())
        .isEqualTo(
            "CREATE INDEX CONCURRENTLY ON \"My logs\".\"kept\" (\"at\"); -- log is a view, this the"
                + " table behind it; "
                + BRIN_WILL_DO);
    engine.execute(found.get(0).mend());
    assertThat(look(log("log"))).isEmpty();
  }

  @Test
  void aViewMayNameItsTimeAnew() {
    execute(
        create("kept", "to_timestamp(" + SECONDS + ") AS created"),
        "CREATE VIEW log AS SELECT created AS at FROM kept");

    assertThat(look(log("log")).get(0).mend())
        .isEqualTo("an index on the column of \"My logs\".\"kept\" that log's at is made of");
  }

  @Test
  void theFeatureTableIsLookedAtByItsOwnTime() {
    execute(
        create("log", "to_timestamp(" + SECONDS + ") AS at"),
        create("features", "(" + SECONDS + ") * 1000::bigint AS ms"),
        "CREATE INDEX ON log (at)",
        "ANALYZE");
    FeatureTableSpec features =
        new FeatureTableSpec(
            new TableName(List.of("My logs", "features")),
            "i",
            Optional.empty(),
            Optional.of(Specs.time("ms", TimeUnit.EPOCH_MS)),
            Duration.ofMinutes(1));

    List<FullScan> found = look(Specs.model(log("log"), Optional.of(features), Optional.empty()));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).table()).isEqualTo(features.table());
    assertThat(found.get(0).mend())
        .startsWith("CREATE INDEX CONCURRENTLY ON \"My logs\".\"features\" (\"ms\");");
  }

  @Test
  void nothingIsExecuted() {
    execute(create("log", "to_timestamp(" + SECONDS + ") AS at"));

    List<FullScan> found = look(Specs.where(log("log"), "i / 0 = 1"));

    assertThat(found).hasSize(1);
  }

  @Test
  void whatMayNotBeReadIsAFailure() {
    execute(
        create("log", "to_timestamp(" + SECONDS + ") AS at", 10), "REVOKE ALL ON log FROM reader");

    assertThatThrownBy(() -> look(log("log")))
        .isInstanceOfSatisfying(
            QueryFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DENIED));
  }

  @Test
  void duckDbIsJudgedByTheTimeItTakes(@TempDir Path folder) {
    DuckDbEngine files = new DuckDbEngine(folder, "duckdb");
    files.execute(create("log", "to_timestamp(" + SECONDS + ") AS at"));
    String slow = "(SELECT sum(a.range * b.range % 7) FROM range(200000) a, range(200000) b) > 0";
    try (Database database = Database.open(files.config())) {
      TimeIndex index = new TimeIndex(database, Specs.model(log("log")));
      assertThat(index.fullScans(END, DialectContractTest.soon())).isEmpty();

      index = new TimeIndex(database, Specs.model(Specs.where(log("log"), slow)));
      List<FullScan> found = index.fullScans(END, Deadline.after(Duration.ofSeconds(1)));

      assertThat(found).hasSize(1);
      assertThat(found.get(0).cost()).matches("takes at least \\d{3,4} ms");
      assertThat(found.get(0).mend()).startsWith("write the rows in the order of at");
    }
  }
}
