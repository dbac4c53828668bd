package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.Schema;
import io.tidegauge.profile.TableDiff;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.DatabaseConfig.Secret;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** That a PostgreSQL server takes no harm, and that secrets stay secret. */
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresSafetyTest {
  private static final Instant START = DialectContractTest.START;
  private static final String RIGHT = "s3cret-right";
  private static final String WRONG = "s3cret-wrong";
  private PostgresEngine engine;

  @BeforeAll
  void start() throws IOException {
    engine = new PostgresEngine();
    engine.create("log", List.of("ts TIMESTAMP", "x INTEGER"), List.of("('2026-03-01', 1)"));
    engine.execute(
        "CREATE ROLE reader LOGIN PASSWORD '" + RIGHT + "'", "GRANT SELECT ON log TO reader");
    String file = value("SHOW hba_file");
    Files.writeString(
        Path.of(file),
        "host all reader 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
    engine.execute("SELECT pg_reload_conf()");
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  private String value(String sql) {
    try (Database database = Database.open(engine.config())) {
      return value(database, sql);
    }
  }

  private static String value(Database database, String sql) {
    return database.query(
        new Sql("value", sql, List.of()),
        1,
        DialectContractTest.soon(),
        PostgresSafetyTest::firstValue);
  }

  private static String firstValue(ResultSet rows) throws java.sql.SQLException {
    return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
  }

  private DatabaseConfig reader(Path password, int port) {
    return new DatabaseConfig(
        "warehouse",
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        Map.of(),
        Optional.of("reader"),
        Optional.of(new Secret.File(password.toString())),
        1,
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Counting.ROWS,
        Map.of());
  }

  @Test
  void sessionsAreReadOnlyAndSetUp() {
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try (Database database = Database.open(engine.config())) {
      assertThat(value(database, "SHOW TimeZone")).isEqualTo("UTC");
      assertThat(value(database, "SHOW jit")).isEqualTo("off");
      assertThat(value(database, "SHOW statement_timeout")).isEqualTo("30s");
      assertThat(value(database, "SHOW application_name")).isEqualTo("tidegauge");
      assertThat(value(database, "SHOW transaction_read_only")).isEqualTo("on");
      assertThatThrownBy(() -> value(database, "CREATE TABLE harm (x INTEGER)"))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("read-only");
      assertThat(value(database, "SELECT count(*) FROM pg_class WHERE relname = 'harm'"))
          .isEqualTo("0");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void noStatementIsLeftRunningAndNoTransactionOpen() throws InterruptedException {
    ModelSpec slow =
        Specs.model(
            Specs.predictions("log", Specs.time("ts")),
            Specs.feature(
                "slow", FeatureType.NUMERIC, new Operand.Expression(engine.slowExpression())));
    String others =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tidegauge'"
            + " AND state <> 'idle' AND pid <> pg_backend_pid()";
    try (Database database = Database.open(engine.config());
        Database observer = Database.open(engine.config())) {
      RowReader reader = new RowReader(database, slow, WatchedColumns.of(slow));
      QueryFailedException failure =
          catchThrowableOfType(
              QueryFailedException.class,
              () ->
                  reader.read(
                      START,
                      START.plusSeconds(60),
                      Deadline.after(Duration.ofSeconds(1)),
                      ArrayList::new,
                      (rows, row) -> rows.add(row)));
      assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(failure.elapsed()).isBetween(Duration.ofMillis(800), Duration.ofMillis(2000));
      assertThat(value(observer, others)).isEqualTo("0");
      assertThat(value(database, "SELECT 1")).isEqualTo("1");
      assertThat(value(observer, others)).isEqualTo("0");
    }
  }

  @Test
  void theServersOwnLimitIsATimeout() {
    DatabaseConfig config = engine.config();
    DatabaseConfig strict =
        new DatabaseConfig(
            config.name(),
            config.url(),
            config.files(),
            config.user(),
            config.password(),
            1,
            config.connectTimeout(),
            Duration.ofMillis(300),
            config.counting(),
            Map.of());
    try (Database database = Database.open(strict)) {
      assertThatThrownBy(() -> value(database, "SELECT pg_sleep(10)"))
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.TIMEOUT);
                assertThat(e.sqlState()).isEqualTo("57014");
              });
    }
  }

  @Test
  void aWrongPasswordIsAskedForOnceAndAFreshOneIsTaken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("password");
    Files.writeString(file, WRONG + "\n");
    try (Database database = Database.open(reader(file, engine.port()))) {
      for (int i = 0; i < 5; i++) {
        QueryFailedException failure =
            catchThrowableOfType(
                QueryFailedException.class, () -> value(database, "SELECT x FROM log"));
        assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
        assertThat(text(failure)).doesNotContain(WRONG);
      }
      Files.writeString(file, RIGHT + "\n");
      Thread.sleep(2500);
      assertThat(value(database, "SELECT x FROM log")).isEqualTo("1");
    }
  }

  @Test
  void whatMayNotBeReadIsDenied(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), RIGHT);
    engine.execute("CREATE TABLE IF NOT EXISTS hidden (x INTEGER)");
    try (Database database = Database.open(reader(file, engine.port()))) {
      assertThatThrownBy(() -> value(database, "SELECT x FROM hidden"))
          .isInstanceOfSatisfying(
              QueryFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DENIED));
    }
  }

  @Test
  void aTableThatMayNotBeReadCostsOnlyItsOwnColumns(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), RIGHT);
    engine.execute("CREATE TABLE IF NOT EXISTS hidden (x INTEGER)");
    List<TableName> tables = List.of(TableName.of("log"), TableName.of("hidden"));
    try (Database database = Database.open(reader(file, engine.port()))) {
      SchemaReader.Result found = new SchemaReader(database, tables).read(Duration.ofSeconds(20));
      assertThat(found.schema().tables()).containsOnlyKeys("log");
      assertThat(found.schema().table("log").orElseThrow()).containsOnlyKeys("ts", "x");
      assertThat(found.failed()).containsOnlyKeys(TableName.of("hidden"));
      engine.execute("GRANT SELECT ON hidden TO reader");
      assertThat(new SchemaReader(database, tables).read(Duration.ofSeconds(20)).failed())
          .isEmpty();
    } finally {
      engine.execute("REVOKE SELECT ON hidden FROM reader");
    }
  }

  /** A connection that knows the table as it was must not take it for gone. */
  @Test
  void aTableThatChangesUnderAConnectionIsStillThere() {
    engine.create("altered", List.of("ts TIMESTAMP", "x INTEGER"), List.of());
    try (Database database = Database.open(engine.config())) {
      SchemaReader reader = new SchemaReader(database, List.of(TableName.of("altered")));
      for (String change :
          List.of("ADD COLUMN y TEXT", "DROP COLUMN x", "ALTER y TYPE JSON USING NULL")) {
        Schema before = reader.read(Duration.ofSeconds(20)).schema();
        engine.execute("ALTER TABLE altered " + change);
        SchemaReader.Result after = reader.read(Duration.ofSeconds(20));
        assertThat(after.failed()).isEmpty();
        TableDiff diff = after.schema().diff(before, "altered");
        assertThat(diff.missing().size() + diff.added().size() + diff.retyped().size()).isOne();
      }
      engine.execute("DROP TABLE altered");
      assertThat(reader.read(Duration.ofSeconds(20)).schema().table("altered").orElseThrow())
          .isEmpty();
    }
  }

  @Test
  void aNumberedColumnIsOfTheNumbersType() {
    engine.execute(
        "DROP TABLE IF EXISTS numbered", "CREATE TABLE numbered (a SERIAL, b BIGSERIAL)");
    try (Database database = Database.open(engine.config())) {
      assertThat(
              TableColumns.read(database, TableName.of("numbered"), DialectContractTest.soon())
                  .values())
          .extracting(ColumnType::name)
          .containsExactly("int4", "int8");
    }
  }

  @Test
  void aServerThatIsDownIsUnreachableAndAskedSparingly(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), RIGHT);
    try (Database database = Database.open(reader(file, 1))) {
      for (int i = 0; i < 3; i++) {
        QueryFailedException failure =
            catchThrowableOfType(QueryFailedException.class, () -> value(database, "SELECT 1"));
        assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(failure.elapsed()).isLessThan(Duration.ofSeconds(1));
        assertThat(text(failure)).doesNotContain(RIGHT);
      }
    }
  }

  @Test
  void noConnectionInTimeIsATimeout() throws Exception {
    try (java.net.ServerSocket silent =
            new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
        Database database =
            Database.open(
                Engine.config(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", Map.of()))) {
      QueryFailedException failure =
          catchThrowableOfType(
              QueryFailedException.class,
              () ->
                  database.query(
                      new Sql("value", "SELECT 1", List.of()),
                      1,
                      Deadline.after(Duration.ofMillis(600)),
                      PostgresSafetyTest::firstValue));
      assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(failure.elapsed()).isLessThan(Duration.ofMillis(1500));
    }
  }

  @Test
  void aChangedColumnIsReadWithItsNewType() {
    engine.create("changing", List.of("ts TIMESTAMP", "x INTEGER"), List.of("('2026-03-01', 1)"));
    ModelSpec spec =
        Specs.model(Specs.predictions("changing", Specs.time("ts")), Specs.number("x"));
    WatchedColumns columns = WatchedColumns.of(spec);
    try (Database database = Database.open(engine.config())) {
      RowReader reader = new RowReader(database, spec, columns);
      List<String> lines = new ArrayList<>();
      for (String type : List.of("INTEGER", "DOUBLE PRECISION", "VARCHAR")) {
        engine.execute("ALTER TABLE changing ALTER COLUMN x TYPE " + type);
        for (int i = 0; i < 2; i++) {
          ReadResult<List<String>> result =
              reader.read(
                  START,
                  START.plusSeconds(1),
                  DialectContractTest.soon(),
                  ArrayList::new,
                  (read, row) -> read.add(DialectContractTest.line(columns, row)));
          assertThat(result.failedColumns()).isEmpty();
          lines.addAll(result.counts());
        }
      }
      assertThat(lines).hasSize(6).containsOnly("2026-03-01T00:00:00Z|default|false|1.0");
    }
  }

  private static String text(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
