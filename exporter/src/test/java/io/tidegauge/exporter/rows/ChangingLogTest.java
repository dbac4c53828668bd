package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.command.Postgres;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.source.Database;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a log on a real database, what is counted step by step is what a reading of
 * everything finds.
 */
class ChangingLogTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;

  private static ModelSpec spec(String table) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          {table: %s, time: happened, version: version, kind: binary, score: score, failed: failed,
           slices: [{column: channel, values: [web, app]}]}
        features: {a: {type: numeric, range: [-1, 1]}, b: category}
        windows: [10m, 3h, 24h]
        lateness: 1m
        """
            .formatted(table));
  }

  /** A table that is written to, and the database that is read. */
  private interface Log extends AutoCloseable {
    void execute(String statement) throws SQLException;

    /** Makes what was executed visible. */
    void publish() throws SQLException;

    Database database();

    @Override
    void close() throws SQLException;
  }

  private static final String COLUMNS =
      " (id BIGINT, happened TIMESTAMP, version VARCHAR, channel VARCHAR, score DOUBLE PRECISION,"
          + " failed BOOLEAN, a DOUBLE PRECISION, b VARCHAR)";

  private record OnPostgres(Connection connection, String table, Database database) implements Log {

    static OnPostgres open(Counting counting) throws SQLException {
      Connection connection = Postgres.shared().connect();
      OnPostgres log =
          new OnPostgres(
              connection,
              "changing",
              Database.open(
                  config(
                      "jdbc:postgresql://127.0.0.1:" + Postgres.shared().port() + "/postgres",
                      Optional.of("postgres"),
                      Map.of(),
                      counting)));
      log.execute("DROP TABLE IF EXISTS changing");
      log.execute("CREATE TABLE changing" + COLUMNS);
      log.execute("CREATE INDEX ON changing (happened)");
      return log;
    }

    @Override
    public void execute(String statement) throws SQLException {
      try (Statement sql = connection.createStatement()) {
        sql.execute(statement);
      }
    }

    @Override
    public void publish() {
      // each statement is committed
    }

    @Override
    public void close() throws SQLException {
      database.close();
      connection.close();
    }
  }

  private record InParquet(Connection connection, Path file, Database database) implements Log {

    static InParquet open(Path folder, Counting counting) throws SQLException {
      Path file = folder.resolve("changing.parquet");
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      InParquet log =
          new InParquet(
              connection,
              file,
              Database.open(
                  config(
                      "jdbc:duckdb:",
                      Optional.empty(),
                      Map.of("changing", file.toString()),
                      counting)));
      log.execute("CREATE TABLE changing" + COLUMNS);
      log.publish();
      return log;
    }

    @Override
    public void execute(String statement) throws SQLException {
      try (Statement sql = connection.createStatement()) {
        sql.execute(statement);
      }
    }

    @Override
    public void publish() throws SQLException {
      execute("COPY changing TO '" + file + "' (FORMAT parquet)");
    }

    @Override
    public void close() throws SQLException {
      database.close();
      connection.close();
    }
  }

  private static DatabaseConfig config(
      String url, Optional<String> user, Map<String, String> files, Counting counting) {
    return new DatabaseConfig(
        "d",
        url,
        files,
        user,
        Optional.empty(),
        2,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        counting,
        Map.of());
  }

  private static ModelRows rows(ModelSpec spec, Database database, Instant now) {
    WatchedColumns columns = WatchedColumns.of(spec);
    return new ModelRows(spec, columns, database, version -> Optional.empty(), now);
  }

  private static void fill(ModelRows rows, Instant now) {
    rows.advance(now, LogInMemory.later());
    while (!rows.isWhole(now)) {
      rows.fill(now, LogInMemory.later());
    }
  }

  private static void isWhatARecountFinds(
      ModelRows rows, ModelSpec spec, Database database, Instant now) {
    ModelRows anew = rows(spec, database, now);
    fill(anew, now);
    List<WindowCounts> known = rows.known(now).windows();
    List<WindowCounts> expected = anew.known(now).windows();
    assertThat(known).hasSameSizeAs(expected);
    for (int i = 0; i < known.size(); i++) {
      assertThat(known.get(i).cell()).isEqualTo(expected.get(i).cell());
      assertThat(known.get(i).from()).isEqualTo(expected.get(i).from());
      assertThat(known.get(i).counts().rows()).isEqualTo(expected.get(i).counts().rows());
      assertThat(known.get(i).counts().isSame(expected.get(i).counts())).isTrue();
    }
  }

  private static String insert(Random random, Instant at) {
    return "INSERT INTO changing VALUES (%d, '%s', %s, '%s', %s, %s, %s, %s)"
        .formatted(
            random.nextInt(1_000_000),
            at.toString().replace("T", " ").replace("Z", ""),
            random.nextInt(9) == 0 ? "NULL" : "'v" + random.nextInt(3) + "'",
            random.nextBoolean() ? "web" : "app",
            random.nextDouble(),
            random.nextInt(7) == 0,
            switch (random.nextInt(8)) {
              case 0 -> "NULL";
              case 1 -> "CAST('NaN' AS DOUBLE PRECISION)";
              case 2 -> "CAST('Infinity' AS DOUBLE PRECISION)";
              default -> Double.toString(random.nextGaussian());
            },
            random.nextInt(5) == 0 ? "NULL" : "'x" + random.nextInt(4) + "'");
  }

  /** Every fourth time the database counts. */
  private static Counting counting(long seed) {
    return seed % 4 == 3 ? Counting.IN_DATABASE : Counting.ROWS;
  }

  private static LongStream seedsOnPostgres() {
    return LongStream.range(0, 80);
  }

  private static LongStream seedsInParquet() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seedsOnPostgres")
  void onPostgres(long seed) throws SQLException {
    try (Log log = OnPostgres.open(counting(seed))) {
      change(log, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("seedsInParquet")
  void inParquet(long seed) throws SQLException {
    try (Log log = InParquet.open(folder, counting(seed))) {
      change(log, seed);
    }
  }

  /**
   * Rows come at once, late within the lateness and later than it; some change, some go; the clock
   * jumps; the exporter is restarted.
   */
  private static void change(Log log, long seed) throws SQLException {
    Random random = new Random(seed);
    ModelSpec spec = spec("changing");
    Instant now = START.plusMillis(random.nextInt(600_000));
    for (int i = 0; i < 20; i++) {
      log.execute(insert(random, now.minusSeconds(random.nextInt(90_000))));
    }
    log.publish();
    ModelRows rows = rows(spec, log.database(), now);
    fill(rows, now);
    boolean within = true;
    for (int step = 0; step < 8; step++) {
      now = now.plusMillis(1 + random.nextInt(random.nextBoolean() ? 15_000 : 300_000));
      for (int i = random.nextInt(4); i > 0; i--) {
        log.execute(insert(random, now.minusMillis(1 + random.nextInt(58_000))));
      }
      if (random.nextInt(3) == 0) {
        within = false;
        switch (random.nextInt(4)) {
          case 0 -> log.execute("DELETE FROM changing WHERE id % 5 = " + random.nextInt(5));
          case 1 -> log.execute("UPDATE changing SET a = 0.5 WHERE id % 7 = " + random.nextInt(7));
          case 2 -> log.execute(insert(random, now.minusSeconds(random.nextInt(80_000))));
          default -> now = now.plusSeconds(random.nextInt(8_000) - 4_000);
        }
      }
      log.publish();
      rows.advance(now, LogInMemory.later());
      if (within) {
        isWhatARecountFinds(rows, spec, log.database(), now);
      }
      if (random.nextInt(8) == 0) {
        rows = rows(spec, log.database(), now);
        fill(rows, now);
        within = true;
      }
    }
    fill(rows, now);
    recountAll(rows, now);
    isWhatARecountFinds(rows, spec, log.database(), now);
  }

  private static void recountAll(ModelRows rows, Instant now) {
    for (int cycle = 0; cycle < 2; cycle++) {
      Optional<Duration> before = rows.recountCycle();
      while (rows.recountCycle().equals(before)) {
        rows.recount(now, LogInMemory.later());
      }
    }
  }

  @Test
  void aRowWhoseTransactionIsOpenStillIsCountedWhenItEnds() throws SQLException {
    try (OnPostgres log = OnPostgres.open(Counting.ROWS);
        Connection slow = Postgres.shared().connect();
        Statement writer = slow.createStatement()) {
      ModelSpec spec = spec("changing");
      Instant now = START;
      ModelRows rows = rows(spec, log.database(), now);
      fill(rows, now);
      slow.setAutoCommit(false);
      // its time is that of its statement, its commit comes 55 s and four scrapes later
      writer.execute(insert(new Random(1), START.plusSeconds(1)));
      for (int scrape = 0; scrape < 4; scrape++) {
        now = now.plusSeconds(14);
        log.execute(insert(new Random(scrape), now.minusSeconds(1)));
        rows.advance(now, LogInMemory.later());
        assertThat(all(rows, now)).isEqualTo(scrape + 1);
      }
      slow.commit();
      rows.advance(now, LogInMemory.later());
      assertThat(all(rows, now)).isEqualTo(5);
      now = now.plusSeconds(300);
      rows.advance(now, LogInMemory.later());
      assertThat(all(rows, now)).isEqualTo(5);
    }
  }

  private static long all(ModelRows rows, Instant now) {
    return rows.known(now).windows().stream()
        .filter(window -> window.length().equals(Duration.ofHours(24)))
        .filter(window -> window.cell().isAll())
        .mapToLong(window -> window.counts().rows())
        .sum();
  }
}
