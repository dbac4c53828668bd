package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TableName;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class PostgresLabelsTest extends LabelsContractTest {
  private PostgresEngine engine;

  @BeforeAll
  void start() {
    engine = new PostgresEngine();
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Override
  Engine engine() {
    return engine;
  }

  /** Rows that many predictions and labels of a day; both tables have indexes on id and time. */
  private void aDay(int rows) {
    engine.execute(
        "DROP TABLE IF EXISTS log, labels",
        "CREATE TABLE log AS SELECT 'r' || i AS id, 'v1' AS version, (i % 100) / 100.0 AS score,"
            + " TIMESTAMPTZ '2026-03-01 00:00:00Z' + i * INTERVAL '86400 seconds' / "
            + rows
            + " AS ts FROM generate_series(0, "
            + (rows - 1)
            + ") g(i)",
        "CREATE TABLE labels AS SELECT id AS prediction, ts + INTERVAL '30 minutes' AS came,"
            + " score > 0.5 AS outcome FROM log",
        "CREATE INDEX ON log (ts)",
        "CREATE INDEX ON log (id)",
        "CREATE INDEX ON labels (prediction)",
        "CREATE INDEX ON labels (came)",
        "ANALYZE log, labels");
  }

  private static String plan(Database database, Sql sql) {
    return database.query(
        new Sql("plan", "EXPLAIN " + sql.text(), sql.parameters()),
        100,
        DialectContractTest.soon(),
        rows -> {
          StringBuilder plan = new StringBuilder();
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
          return plan.toString();
        });
  }

  private static TimeAxis axis(Database database, String table, String column) {
    return TimeAxes.find(
        database, TableName.of(table), Specs.time(column), DialectContractTest.soon());
  }

  @Test
  void indexesServeABucketOfALargeTable() {
    aDay(200_000);
    ModelSpec spec =
        model(
            "kind: binary, score: score",
            "{table: labels, id: prediction, value: outcome, time: came, mature_after: 1h}");
    Instant from = Instant.parse("2026-03-01T12:00:00Z");
    Instant to = from.plusSeconds(300);
    try (Database database = Database.open(engine.config())) {
      RowSource source = RowSource.ofCohort(spec, CohortColumns.of(spec).orElseThrow().read());
      RowStatement bucket =
          new RowPlanner(database, RowReader.COHORT, source)
              .all(DialectContractTest.soon())
              .statement();

      assertThat(plan(database, bucket.sql(from, to)))
          .doesNotContain("Seq Scan")
          .contains("log_ts_idx")
          .contains("labels_prediction_idx");
      Sql arrivals =
          new LabelArrivals(database, spec)
              .sql(
                  from,
                  to,
                  axis(database, "labels", "came"),
                  from.minusSeconds(7200),
                  from,
                  axis(database, "log", "ts"));
      assertThat(plan(database, arrivals)).doesNotContain("Seq Scan").contains("labels_came_idx");
    }
  }
}
