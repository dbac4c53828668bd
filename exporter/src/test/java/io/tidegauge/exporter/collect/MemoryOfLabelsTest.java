package io.tidegauge.exporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Postgres;
import io.tidegauge.exporter.rows.Cohorts;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The memory that labels are said to take is that which they take. */
class MemoryOfLabelsTest {
  private static final Instant NOW = Instant.parse("2026-03-08T01:00:00Z");
  private static final String SPEC =
      """
      model: m
      database: d
      predictions:
        {table: mem.log, time: at, id: id, version: version, kind: %s,
         slices: [{column: channel, values: [web, app]}]}
      features: {a: numeric}
      windows: [1h, 24h, 7d]
      max_versions: 2
      """;
  private static final String LABELS =
      "labels: {table: mem.labels, id: id, value: %s, time: came, mature_after: 1h%s}\n";

  @AfterEach
  void drop() {
    Postgres.shared().execute("DROP SCHEMA IF EXISTS mem CASCADE");
  }

  /** A week of two versions and two channels, a row each ten seconds, nearly all with labels. */
  private static void aWeek() {
    Postgres.shared()
        .execute(
            "CREATE SCHEMA mem",
            "CREATE TABLE mem.log AS SELECT i AS id, TIMESTAMPTZ '2026-03-01 00:00:00Z'"
                + " + i * INTERVAL '10 seconds' AS at, 'v' || i % 2 AS version,"
                + " (i * 7919) % 1000 / 1000.0 AS score, 'c' || i % 5 AS answer,"
                + " CASE WHEN i % 4 < 2 THEN 'web' ELSE 'app' END AS channel"
                + " FROM generate_series(0, 60500) g(i)",
            "CREATE TABLE mem.labels AS SELECT id, at + (id % 3000) * INTERVAL '1 second' AS came,"
                + " id % 3 = 0 AS happened, score + id % 17 AS amount, 'c' || id % 4 AS class"
                + " FROM mem.log WHERE id % 20 > 0",
            "CREATE INDEX ON mem.log (at)",
            "CREATE INDEX ON mem.labels (id)",
            "ANALYZE mem.log, mem.labels");
  }

  @Test
  void whatIsReckonedIsWhatIsTaken() {
    aWeek();
    String url = "jdbc:postgresql://127.0.0.1:" + Postgres.shared().port() + "/postgres";
    try (Database database =
        Database.open(
            new DatabaseConfig(
                "d",
                url,
                Map.of(),
                Optional.of("postgres"),
                Optional.empty(),
                2,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Counting.ROWS,
                Map.of()))) {
      isReckoned(database, "binary, score: score", "happened", "");
      isReckoned(database, "regression, output: score", "amount", "");
      isReckoned(database, "multiclass, output: answer", "class", ", classes: [c0, c1, c2, c3]");
    }
  }

  private static void isReckoned(Database database, String kind, String value, String more) {
    String without = SPEC.formatted(kind);
    ModelSpec spec = ModelSpecReader.read("m.yaml", without + LABELS.formatted(value, more));
    long reckoned =
        Memory.countsBytes(spec) - Memory.countsBytes(ModelSpecReader.read("m.yaml", without));
    Cohorts cohorts = new Cohorts(spec, database, version -> Optional.empty(), () -> Instant.MAX);
    Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    cohorts.advance(NOW, deadline);
    while (!cohorts.isWhole(NOW)) {
      cohorts.fill(NOW, deadline);
    }

    long taken = cohorts.known(NOW).bytes();

    assertThat(cohorts.known(NOW).windows()).hasSize(3 * 2 * 3);
    assertThat((double) reckoned / taken)
        .as("%s: %d reckoned, %d taken", kind, reckoned, taken)
        .isBetween(1.0, 2.0);
  }
}
