package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.exporter.command.Postgres;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.source.Database;
import io.tidegauge.source.LabelArrivals;
import io.tidegauge.source.RowReader;
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
 * Whatever is done to predictions and labels on a real database, what is counted step by step is
 * what a reading of everything finds.
 */
class ChangingLabelsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LATENESS = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private static ModelSpec spec(String matureAfter) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          {table: predicted, time: happened, id: id, version: version, kind: binary, score: score,
           slices: [{column: channel, values: [web, app]}]}
        features: {a: numeric}
        labels: {table: labels, id: id, value: outcome, time: came, mature_after: %s}
        windows: [10m, 3h, 24h]
        lateness: 1m
        """
            .formatted(matureAfter));
  }

  /** Tables that are written to, and the database that is read. */
  private interface Log extends AutoCloseable {
    void execute(String statement) throws SQLException;

    /** Makes what was executed visible. */
    void publish() throws SQLException;

    Database database();

    @Override
    void close() throws SQLException;

    /** Makes both tables. */
    default void create() throws SQLException {
      execute("DROP TABLE IF EXISTS predicted");
      execute("DROP TABLE IF EXISTS labels");
      execute(
          "CREATE TABLE predicted (id BIGINT, happened TIMESTAMP, version VARCHAR, channel VARCHAR,"
              + " score DOUBLE PRECISION, a DOUBLE PRECISION)");
      execute("CREATE TABLE labels (id BIGINT, came TIMESTAMP, outcome VARCHAR)");
    }
  }

  private record OnPostgres(Connection connection, Database database) implements Log {

    static OnPostgres open() throws SQLException {
      String url = "jdbc:postgresql://127.0.0.1:" + Postgres.shared().port() + "/postgres";
      OnPostgres log =
          new OnPostgres(
              Postgres.shared().connect(),
              Database.open(config(url, Optional.of("postgres"), Map.of())));
      log.create();
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

  private record InParquet(Connection connection, Path folder, Database database) implements Log {

    static InParquet open(Path folder) throws SQLException {
      InParquet log =
          new InParquet(
              DriverManager.getConnection("jdbc:duckdb:"),
              folder,
              Database.open(
                  config(
                      "jdbc:duckdb:",
                      Optional.empty(),
                      Map.of(
                          "predicted",
                          folder.resolve("predicted.parquet").toString(),
                          "labels",
                          folder.resolve("labels.parquet").toString()))));
      log.create();
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
      for (String table : List.of("predicted", "labels")) {
        execute(
            "COPY " + table + " TO '" + folder.resolve(table + ".parquet") + "' (FORMAT parquet)");
      }
    }

    @Override
    public void close() throws SQLException {
      database.close();
      connection.close();
    }
  }

  private static DatabaseConfig config(
      String url, Optional<String> user, Map<String, String> files) {
    return new DatabaseConfig(
        "d",
        url,
        files,
        user,
        Optional.empty(),
        2,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Counting.ROWS,
        Map.of());
  }

  private static Cohorts cohorts(ModelSpec spec, Database database) {
    return new Cohorts(spec, database, version -> Optional.empty(), () -> Instant.MAX);
  }

  private static void fill(Cohorts cohorts, Instant now) {
    cohorts.advance(now, LogInMemory.later());
    while (!cohorts.isWhole(now)) {
      cohorts.fill(now, LogInMemory.later());
    }
  }

  private static void recountWhatIsDue(Cohorts cohorts, Instant now) {
    for (int i = 0; cohorts.isOutdated(); i++) {
      assertThat(i).as("recounts of what is due").isLessThan(2000);
      cohorts.recount(now, LogInMemory.later());
    }
  }

  private static void isWhatARecountFinds(
      Cohorts cohorts, ModelSpec spec, Database database, Instant now) {
    Cohorts anew = cohorts(spec, database);
    fill(anew, now);
    List<WindowCounts> known = cohorts.known(now).windows();
    List<WindowCounts> expected = anew.known(now).windows();
    assertThat(known).hasSameSizeAs(expected);
    for (int i = 0; i < known.size(); i++) {
      WindowCounts here = known.get(i);
      WindowCounts there = expected.get(i);
      assertThat(here.cell()).isEqualTo(there.cell());
      assertThat(here.from()).isEqualTo(there.from());
      assertThat(here.counts().rows()).isEqualTo(there.counts().rows());
      assertThat(here.counts().isSame(there.counts()))
          .as("%s of %s, %s", here.cell(), here.window(), counted(spec, here))
          .isTrue();
    }
  }

  private static String counted(ModelSpec spec, WindowCounts window) {
    return labels(spec, window).finite() + " labels of " + window.counts().rows() + " rows";
  }

  private static NumericCounts labels(ModelSpec spec, WindowCounts window) {
    return CohortColumns.of(spec)
        .orElseThrow()
        .number(window.counts(), CohortColumn.LABEL)
        .orElseThrow();
  }

  private static String text(Instant time) {
    return time.toString().replace("T", " ").replace("Z", "");
  }

  /** What is done to the tables, at random. */
  private static final class Changes {
    private final Log log;
    private final Random random;
    private final long mature;
    private long ids;
    private Instant newest = Instant.MIN;

    Changes(Log log, Random random, Duration mature) {
      this.log = log;
      this.random = random;
      this.mature = mature.toSeconds();
    }

    /** A prediction; two versions may answer one request. */
    void predict(Instant at) throws SQLException {
      long id = random.nextInt(6) == 0 && ids > 0 ? random.nextLong(ids) : ids++;
      log.execute(
          "INSERT INTO predicted VALUES (%s, '%s', %s, '%s', %s, 1)"
              .formatted(
                  random.nextInt(15) == 0 ? "NULL" : Long.toString(id),
                  text(at),
                  random.nextInt(9) == 0 ? "NULL" : "'v" + random.nextInt(3) + "'",
                  random.nextBoolean() ? "web" : "app",
                  random.nextInt(9) == 0 ? "NULL" : Double.toString(random.nextDouble())));
    }

    /** A label of any prediction, young or old, that has one already or not, or of none. */
    void label(Instant at) throws SQLException {
      newest = at.isAfter(newest) ? at : newest;
      log.execute(
          "INSERT INTO labels VALUES (%d, '%s', %s)"
              .formatted(
                  random.nextLong(ids + 3),
                  text(at),
                  switch (random.nextInt(8)) {
                    case 0 -> "NULL";
                    case 1 -> "'maybe'";
                    case 2, 3, 4 -> "'yes'";
                    default -> "'no'";
                  }));
    }

    /** What was there before the exporter was started. */
    void past(Instant now) throws SQLException {
      for (int i = 0; i < 40; i++) {
        predict(now.minusSeconds(random.nextInt(90_000)));
      }
      for (int i = 0; i < 25; i++) {
        label(now.minusSeconds(random.nextInt(90_000)));
      }
    }

    /** Rows and labels whose time is that at which they become visible, give or take. */
    void present(Instant now) throws SQLException {
      for (int i = random.nextInt(4); i > 0; i--) {
        // A prediction is there, if late, when its labels have had their time.
        long latest = Math.min(58_000, mature * 1000);
        predict(now.minusMillis(1 + random.nextLong(Math.max(1, latest))));
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        label(now.minusMillis(1 + random.nextInt(58_000)));
      }
      if (random.nextInt(4) == 0) {
        repeat();
      }
      if (random.nextInt(4) == 0) {
        correct(now);
      }
    }

    /** A label that is written again as it is. */
    private void repeat() throws SQLException {
      log.execute("INSERT INTO labels SELECT * FROM labels WHERE id % 11 = " + random.nextInt(11));
    }

    private void correct(Instant now) throws SQLException {
      newest = now.isAfter(newest) ? now : newest;
      log.execute(
          "UPDATE labels SET came = '%s', outcome = 'yes' WHERE id %% 9 = %d"
              .formatted(text(now.minusMillis(1)), random.nextInt(9)));
    }

    /** Whether all labels have come by the clock, which may have been set back. */
    boolean haveCome(Instant now) {
      return newest.isBefore(now.minus(LATENESS));
    }

    /** What no reading of arrivals finds. */
    void unseen(Instant now) throws SQLException {
      switch (random.nextInt(4)) {
        case 0 -> log.execute("DELETE FROM labels WHERE id % 5 = " + random.nextInt(5));
        case 1 ->
            log.execute("UPDATE labels SET outcome = 'no' WHERE id % 7 = " + random.nextInt(7));
        case 2 -> log.execute("DELETE FROM predicted WHERE id % 7 = " + random.nextInt(7));
        default -> predict(now.minusSeconds(random.nextInt(80_000)));
      }
    }
  }

  private static LongStream seedsOnPostgres() {
    return LongStream.range(0, 40);
  }

  private static LongStream seedsInParquet() {
    return LongStream.range(0, 6);
  }

  @ParameterizedTest
  @MethodSource("seedsOnPostgres")
  void onPostgres(long seed) throws SQLException {
    try (Log log = OnPostgres.open()) {
      change(log, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("seedsInParquet")
  void inParquet(long seed) throws SQLException {
    try (Log log = InParquet.open(folder)) {
      change(log, seed);
    }
  }

  /** Labels of some models take long, of others a moment, or no time at all. */
  private static String matureAfter(long seed) {
    return List.of("1h", "30s", "0s", "10m").get((int) (seed % 4));
  }

  private static void change(Log log, long seed) throws SQLException {
    Random random = new Random(seed);
    ModelSpec spec = spec(matureAfter(seed));
    Changes changes = new Changes(log, random, spec.labels().orElseThrow().matureAfter());
    Instant now = START.plusMillis(random.nextInt(600_000));
    changes.past(now);
    log.publish();
    Cohorts cohorts = cohorts(spec, log.database());
    fill(cohorts, now);
    isWhatARecountFinds(cohorts, spec, log.database(), now);
    boolean seen = true;
    for (int step = 0; step < 8; step++) {
      now = now.plusMillis(1 + random.nextInt(random.nextBoolean() ? 15_000 : 600_000));
      changes.present(now);
      if (random.nextInt(5) == 0) {
        seen = false;
        changes.unseen(now);
      }
      if (random.nextInt(5) == 0) {
        // What is written while the clock is wrong has its time by the same clock.
        now = now.plusSeconds(random.nextInt(8_000) - 4_000);
        changes.present(now);
      }
      log.publish();
      cohorts.advance(now, LogInMemory.later());
      // By now all that was written can be relied on to be visible.
      now = now.plus(LATENESS).plusMillis(random.nextInt(2_000));
      cohorts.advance(now, LogInMemory.later());
      fill(cohorts, now);
      recountWhatIsDue(cohorts, now);
      if (seen && changes.haveCome(now)) {
        isWhatARecountFinds(cohorts, spec, log.database(), now);
      }
      if (random.nextInt(8) == 0) {
        cohorts = cohorts(spec, log.database());
        fill(cohorts, now);
        seen = true;
      }
    }
    recountAll(cohorts, now);
    isWhatARecountFinds(cohorts, spec, log.database(), now);
  }

  /** More steps than there are ranges in a round. */
  private static void recountAll(Cohorts cohorts, Instant now) {
    for (int i = 0; i < 60; i++) {
      cohorts.recount(now, LogInMemory.later());
    }
  }

  /** How many labels are counted in the longest window. */
  private static long labelled(Cohorts cohorts, ModelSpec spec, Instant now) {
    return cohorts.known(now).windows().stream()
        .filter(window -> window.length().equals(spec.longestWindow()))
        .filter(window -> window.cell().isAll())
        .mapToLong(window -> labels(spec, window).finite())
        .sum();
  }

  private static void label(Log log, long id, Instant came, String outcome) throws SQLException {
    log.execute("INSERT INTO labels VALUES (%d, '%s', '%s')".formatted(id, text(came), outcome));
  }

  private static long statements(Database database, String what) {
    return database.statements().getOrDefault(what, 0L);
  }

  @Test
  void aLabelThatComesLateCostsAReadingOfItsBucketAlone() throws SQLException {
    try (Log log = OnPostgres.open()) {
      ModelSpec spec = spec("1h");
      Database database = log.database();
      Instant now = START;
      for (long id = 1; id <= 5; id++) {
        // One in each of five long buckets, the oldest windows' ones.
        log.execute(
            "INSERT INTO predicted VALUES (%d, '%s', 'v1', 'web', 0.5, 1)"
                .formatted(id, text(START.minus(Duration.ofHours(15 + id)))));
      }
      label(log, 2, now.minusSeconds(3000), "yes");
      label(log, 4, now.minusSeconds(3000), "no");
      Cohorts cohorts = cohorts(spec, database);
      fill(cohorts, now);
      assertThat(labelled(cohorts, spec, now)).isEqualTo(2);
      assertThat(cohorts.isOutdated()).isFalse();

      label(log, 3, now.plusSeconds(5), "yes");
      label(log, 3, now.plusSeconds(5), "yes");
      label(log, 99, now.plusSeconds(5), "yes");
      // No one is told of that: a reading of more than the one bucket would find it.
      log.execute("DELETE FROM labels WHERE id IN (2, 4)");
      now = now.plusSeconds(10);
      cohorts.advance(now, LogInMemory.later());
      assertThat(cohorts.isOutdated()).isFalse();
      now = now.plus(LATENESS);
      cohorts.advance(now, LogInMemory.later());
      assertThat(cohorts.isOutdated()).isTrue();
      assertThat(labelled(cohorts, spec, now)).isEqualTo(2);

      long before = statements(database, RowReader.COHORT);
      cohorts.recount(now, LogInMemory.later());

      assertThat(statements(database, RowReader.COHORT)).isEqualTo(before + 1);
      assertThat(cohorts.isOutdated()).isFalse();
      assertThat(labelled(cohorts, spec, now)).isEqualTo(3);
      assertThat(statements(database, LabelArrivals.STATEMENT)).isEqualTo(2);
    }
  }

  @Test
  void aLabelThatIsRepeatedChangesNothing() throws SQLException {
    try (Log log = OnPostgres.open()) {
      ModelSpec spec = spec("1h");
      Instant now = START;
      log.execute(
          "INSERT INTO predicted VALUES (1, '%s', 'v1', 'web', 0.5, 1)"
              .formatted(text(START.minus(Duration.ofHours(7)))));
      label(log, 1, now.minusSeconds(30), "yes");
      Cohorts cohorts = cohorts(spec, log.database());
      fill(cohorts, now);

      for (int times = 0; times < 3; times++) {
        log.execute("INSERT INTO labels SELECT * FROM labels");
        now = now.plus(LATENESS.multipliedBy(2));
        cohorts.advance(now, LogInMemory.later());
        recountWhatIsDue(cohorts, now);
        assertThat(labelled(cohorts, spec, now)).isEqualTo(1);
        isWhatARecountFinds(cohorts, spec, log.database(), now);
      }
      assertThat(cohorts.lastLabel()).contains(START.minusSeconds(30));
    }
  }

  @Test
  void theNewestLabelIsFoundWithoutAnythingComing() throws SQLException {
    try (Log log = OnPostgres.open()) {
      label(log, 1, START.minus(Duration.ofDays(9)), "yes");
      Cohorts cohorts = cohorts(spec("1h"), log.database());
      cohorts.advance(START, LogInMemory.later());
      assertThat(cohorts.lastLabel()).isEmpty();

      cohorts.findLastLabel(START, LogInMemory.later());

      assertThat(cohorts.lastLabel()).contains(START.minus(Duration.ofDays(9)));
    }
  }

  @Test
  void beforeTheFirstReadingNothingIsKnown() throws SQLException {
    try (Log log = OnPostgres.open()) {
      Cohorts cohorts = cohorts(spec("1h"), log.database());
      assertThat(cohorts.known(START).windows()).isEmpty();
      assertThat(cohorts.isWhole(START)).isFalse();
      assertThat(cohorts.filled(START)).isZero();

      // A reading of the past begins with one of the present.
      assertThat(cohorts.fill(START, LogInMemory.later())).isTrue();
      fill(cohorts, START);
      isWhatARecountFinds(cohorts, spec("1h"), log.database(), START);
    }
  }

  @Test
  void aLabelColumnThatComesBackIsRead() throws SQLException {
    try (Log log = OnPostgres.open()) {
      ModelSpec spec = spec("1h");
      Changes changes = new Changes(log, new Random(1), Duration.ofHours(1));
      changes.past(START);
      log.execute("ALTER TABLE labels RENAME COLUMN outcome TO verdict");
      Cohorts cohorts = cohorts(spec, log.database());
      assertThat(cohorts.advance(START, LogInMemory.later()))
          .startsWith("label cannot be read: ")
          .contains("outcome");
      fill(cohorts, START);
      assertThat(cohorts.lacksLabels(START)).isTrue();
      assertThat(labelled(cohorts, spec, START)).isZero();

      log.execute("ALTER TABLE labels RENAME COLUMN verdict TO outcome");
      assertThat(cohorts.readBy(log.database(), version -> Optional.empty())).isTrue();
      Instant now = START.plus(Duration.ofMinutes(10));
      assertThat(cohorts.advance(now, LogInMemory.later())).isEmpty();
      recountAll(cohorts, now);

      assertThat(cohorts.lacksLabels(now)).isFalse();
      assertThat(labelled(cohorts, spec, now)).isPositive();
      isWhatARecountFinds(cohorts, spec, log.database(), now);
    }
  }
}
