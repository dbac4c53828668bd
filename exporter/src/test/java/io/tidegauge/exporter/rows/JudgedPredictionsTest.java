package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Postgres;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.source.Database;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The counters of an error budget of quality: each prediction counts once, when its label is due.
 */
class JudgedPredictionsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static ModelSpec spec() {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: judged, time: happened, id: id, version: version, kind: binary, score: score}
        features: {score: numeric}
        labels: {table: verdicts, id: id, value: outcome, time: came, mature_after: 1h}
        windows: [3h]
        lateness: 1m
        """);
  }

  private static Database open() {
    return Database.open(
        new DatabaseConfig(
            "d",
            "jdbc:postgresql://127.0.0.1:" + Postgres.shared().port() + "/postgres",
            Map.of(),
            Optional.of("postgres"),
            Optional.empty(),
            2,
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Counting.ROWS,
            Map.of()));
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** Predictions that say yes, a second apart. */
  private static String predictions(int from, int to, Instant first) {
    return "INSERT INTO judged SELECT i, TIMESTAMP '%s' + (i - %d) * INTERVAL '1 second', 'v1', 0.9"
            .formatted(text(first), from)
        + " FROM generate_series(%d, %d) AS i".formatted(from, to);
  }

  private static String labels(int from, int to, Instant came, String outcome) {
    return "INSERT INTO verdicts SELECT i, TIMESTAMP '%s', '%s' FROM generate_series(%d, %d) AS i"
        .formatted(text(came), outcome, from, to);
  }

  private static String text(Instant time) {
    return time.toString().replace("T", " ").replace("Z", "");
  }

  private static List<Double> counted(Cohorts cohorts) {
    List<Reading> readings = cohorts.counters(Set.of("v1"));
    assertThat(readings)
        .extracting(Reading::metric)
        .containsExactly(RowMetrics.JUDGED, RowMetrics.WRONG);
    return readings.stream().map(Reading::value).toList();
  }

  private static void read(Cohorts cohorts, Instant now) {
    cohorts.advance(now, LogInMemory.later());
    while (!cohorts.isWhole(now)) {
      cohorts.fill(now, LogInMemory.later());
    }
    while (cohorts.isOutdated()) {
      cohorts.recount(now, LogInMemory.later());
    }
  }

  @Test
  void eachCountsOnceWhenItsLabelIsDue() throws SQLException {
    try (Connection connection = Postgres.shared().connect();
        Database database = open()) {
      execute(
          connection,
          "DROP TABLE IF EXISTS judged",
          "DROP TABLE IF EXISTS verdicts",
          "CREATE TABLE judged (id BIGINT, happened TIMESTAMP, version VARCHAR, score FLOAT8)",
          "CREATE TABLE verdicts (id BIGINT, came TIMESTAMP, outcome VARCHAR)",
          predictions(1, 100, START.minus(Duration.ofHours(2))),
          labels(1, 100, START.minus(Duration.ofHours(2)), "no"),
          predictions(101, 200, START.minus(Duration.ofMinutes(50))),
          labels(101, 140, START.minus(Duration.ofMinutes(40)), "no"),
          labels(141, 190, START.minus(Duration.ofMinutes(40)), "yes"));
      Cohorts cohorts =
          new Cohorts(spec(), database, version -> Optional.empty(), () -> Instant.MAX);

      // What was due before the start has happened to somebody else.
      read(cohorts, START);
      assertThat(counted(cohorts)).containsExactly(0.0, 0.0);

      Instant due = START.plus(Duration.ofMinutes(20));
      read(cohorts, due);
      assertThat(counted(cohorts)).containsExactly(90.0, 40.0);

      // Late labels count when they come, be their predictions' bucket from before the start or
      // not.
      execute(connection, labels(191, 195, due.plusSeconds(1), "no"));
      Instant later = due.plus(Duration.ofMinutes(5));
      read(cohorts, later);
      assertThat(counted(cohorts)).containsExactly(95.0, 45.0);

      // Right turns out wrong: that counts. Wrong turns out right: no counter falls.
      execute(
          connection,
          labels(150, 150, later.plusSeconds(1), "no"),
          labels(110, 111, later.plusSeconds(1), "yes"));
      Instant last = later.plus(Duration.ofMinutes(5));
      read(cohorts, last);
      assertThat(counted(cohorts).get(0)).isEqualTo(95);
      assertThat(counted(cohorts).get(1)).isBetween(45.0, 46.0);

      cohorts.countAnew();
      double wrong = counted(cohorts).get(1);
      read(cohorts, last);
      for (int i = 0; i < 20; i++) {
        cohorts.recount(last, LogInMemory.later());
      }
      assertThat(counted(cohorts)).containsExactly(95.0, wrong);
    }
  }

  @Test
  void numbersAreNotRightOrWrong() {
    ModelSpec regression =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions: {table: judged, time: happened, kind: regression, score: score}
            features: {score: numeric}
            labels: {value: score, mature_after: 1h}
            """);
    try (Database database = open()) {
      Cohorts cohorts =
          new Cohorts(regression, database, version -> Optional.empty(), () -> Instant.MAX);
      assertThat(cohorts.counters(Set.of("v1"))).isEmpty();
    }
  }
}
