package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read beside the scrapes, and served by them. */
class BackgroundTest {
  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder);
    site.log("log");
  }

  @AfterEach
  void end() {
    site.close();
  }

  private Exposition readyScrape() throws InterruptedException {
    for (int i = 0; i < 100 && site.get("/-/ready").statusCode() != 200; i++) {
      Thread.sleep(50);
    }
    assertThat(site.get("/-/ready").body()).contains("ready.");
    return site.scrape();
  }

  @Test
  void ageSinceEveryStage() throws Exception {
    site.execute(
        "CREATE TABLE registry (version TEXT, data_at TIMESTAMPTZ, trained_at TIMESTAMPTZ,"
            + " deployed_at TIMESTAMPTZ)",
        "INSERT INTO registry VALUES ('v1', '2026-02-01T00:00:00Z', '2026-02-27T12:00:00Z', NULL),"
            + " ('v0', '2025-02-01T00:00:00Z', '2025-02-27T12:00:00Z', NULL),"
            + " ('next', NULL, '2026-02-28T12:00:00Z', NULL)");
    site.model(
        "credit",
        Site.CREDIT
            + """
            lifecycle:
              table: registry
              version: version
              stages: {data: data_at, trained: trained_at, deployed: deployed_at}
              max_age: 30d
              cadence: {data: 20d, trained: 30h, deployed: 1d}
            """);
    site.start();

    Exposition scrape = readyScrape();

    assertThat(scrape.value("ml_model_age_seconds", "version", "v1")).isEqualTo(2 * 86_400);
    assertThat(scrape.value("ml_model_stage_age_seconds", "version", "v1", "stage", "data"))
        .isEqualTo(28.5 * 86_400);
    assertThat(scrape.all("ml_model_stage_timestamp_seconds")).hasSize(2);
    assertThat(scrape.value("ml_model_stage_overdue_seconds", "stage", "data"))
        .isEqualTo(8.5 * 86_400);
    // A version that nobody uses yet was trained a day ago.
    assertThat(scrape.value("ml_model_stage_overdue_seconds", "stage", "trained"))
        .isEqualTo(-6 * 3600);
    assertThat(scrape.all("ml_model_stage_overdue_seconds", "stage", "deployed")).isEmpty();

    site.pass(Duration.ofHours(1));
    assertThat(site.scrape().value("ml_model_age_seconds")).isEqualTo(2 * 86_400 + 3600);
  }

  @Test
  void skewIsFoundExactlyAsPlanted() throws Exception {
    // 120 mature predictions of 10:00 to 10:59:30, and 6 young ones.
    site.insert("log", 120, Site.NOW.minus(Duration.ofHours(2)), Duration.ofSeconds(30));
    site.insert("log", 6, Site.NOW.minus(Duration.ofMinutes(20)), Duration.ofSeconds(10));
    site.execute(
        "CREATE TABLE offline AS SELECT id AS request, amount, merchant FROM log WHERE id <= 122",
        // cents where the others have units, in 9 examples whose amount is not 0
        "UPDATE offline SET amount = amount * 100 WHERE request BETWEEN 11 AND 19",
        "UPDATE offline SET amount = amount * (1 + 1e-9) WHERE request BETWEEN 31 AND 39",
        "UPDATE offline SET merchant = NULL WHERE request BETWEEN 19 AND 21",
        "DELETE FROM offline WHERE request BETWEEN 41 AND 44",
        "INSERT INTO offline SELECT * FROM offline WHERE request BETWEEN 51 AND 52");
    site.model(
        "credit",
        Site.CREDIT
            + """
            training: {table: offline, id: request, mature_after: 1h, tolerance: {relative: 1e-6}}
            """);
    site.start();

    Exposition scrape = readyScrape();

    assertThat(kinds(scrape, "amount")).containsExactly(105.0, 9.0, 0.0, 0.0, 0.0);
    assertThat(kinds(scrape, "merchant")).containsExactly(111.0, 0.0, 0.0, 3.0, 0.0);
    // 2 * 99 / 101 in 9 examples; the amounts 10 to 18 are served as a hundredth of training's.
    assertThat(scrape.value("ml_feature_skew_smape", "feature", "amount"))
        .isCloseTo(9 * 2 * 99 / 101.0 / 114, within(1e-9));
    assertThat(scrape.value("ml_feature_skew_mean_difference", "feature", "amount"))
        .isCloseTo(-99.0 * (10 + 18) / 2 * 9 / 114, within(1e-8));
    assertThat(scrape.value("ml_skewed_features", "version", "v1")).isEqualTo(2);
    assertThat(scrape.value("ml_skewed_examples", "version", "v1")).isEqualTo(11);
    assertThat(scrape.value("ml_compared_examples", "version", "v1")).isEqualTo(114);
    assertThat(scrape.value("ml_unmatched_examples", "version", "v1")).isEqualTo(4);
    assertThat(scrape.value("ml_duplicate_examples", "version", "v1")).isEqualTo(2);
    assertThat(scrape.value("ml_pending_examples", "version", "v1")).isEqualTo(4);
    assertThat(scrape.value("ml_feature_skewed_ratio", "feature", "amount")).isEqualTo(9.0 / 114);
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "skew")).isEqualTo(1);
  }

  @Test
  void stepsOfATrainingAreJudgedByVersion() throws Exception {
    site.execute(
        "CREATE TABLE steps (at TIMESTAMPTZ, run TEXT, loss DOUBLE PRECISION, weight REAL,"
            + " zeros NUMERIC, took INTEGER)",
        "INSERT INTO steps SELECT TIMESTAMPTZ '2026-02-20T00:00:00Z' + i * INTERVAL '1 second',"
            + " 'v' || 1 + i % 2, 1.0 / i, i, i % 4 / 4.0, 3 FROM generate_series(1, 400) AS g(i)",
        "UPDATE steps SET loss = 'NaN' WHERE run = 'v2' AND weight > 380",
        // older than what is read
        "INSERT INTO steps VALUES ('2026-01-01T00:00:00Z', 'v0', 'NaN', 1, 1, 3)");
    site.model(
        "credit",
        Site.CREDIT
            + """
            training_log:
              table: steps
              time: at
              version: run
              loss: loss
              weights: {column: weight, range: [0, 300]}
              zero_activations: {column: zeros}
              step_seconds: took
            """);
    site.start();

    Exposition scrape = readyScrape();

    assertThat(scrape.all("ml_training_step_rows")).hasSize(2);
    assertThat(scrape.value("ml_training_step_rows", "version", "v2")).isEqualTo(200);
    assertThat(scrape.value("ml_training_invalid_loss_ratio", "version", "v1")).isZero();
    assertThat(scrape.value("ml_training_invalid_loss_ratio", "version", "v2")).isEqualTo(0.05);
    assertThat(scrape.value("ml_training_weights_out_of_bounds_ratio", "version", "v1"))
        .isEqualTo(0.25);
    assertThat(scrape.value("ml_training_zero_activations_ratio", "version", "v1")).isEqualTo(0.25);
    assertThat(scrape.value("ml_training_step_duration_seconds", "version", "v1")).isEqualTo(3);
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "training_log"))
        .isEqualTo(1);
  }

  private static List<Double> kinds(Exposition scrape, String feature) {
    return Stream.of("equal", "different", "only_training", "only_serving", "null")
        .map(kind -> scrape.value("ml_feature_compared_examples", "feature", feature, "kind", kind))
        .toList();
  }

  @Test
  void silenceIsCountedInTheExpectedHours() throws Exception {
    // The last row is of Friday, 27 February, 17:59:50 UTC; the clock says Sunday noon, then
    // Monday.
    site.insert("log", 1, Site.NOW.minus(Duration.ofHours(42).plusSeconds(10)), Duration.ZERO);
    site.model(
        "credit",
        Site.CREDIT
            + """
            traffic:
              largest_gap: 20m
              hours: {days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00"}
            """);
    site.start();
    Exposition scrape = site.scrape();
    for (int i = 0; i < 60 && scrape.find("ml_silence_seconds").isEmpty(); i++) {
      Thread.sleep(50);
      scrape = site.scrape();
    }

    assertThat(scrape.value("ml_silence_seconds")).isEqualTo(10);
    assertThat(scrape.value("ml_window_rows", "slice", "all")).isZero();
    site.pass(Duration.ofHours(20).plusMinutes(30));
    assertThat(site.scrape().value("ml_silence_seconds")).isEqualTo(10 + 1800);
  }

  @Test
  void aReferenceInATableIsProfiledOnceForEachVersion() throws Exception {
    site.insert("log", 300, Site.NOW.minus(Duration.ofMinutes(50)), Duration.ofSeconds(5));
    site.execute(
        "UPDATE log SET version = 'v2' WHERE id > 200",
        "CREATE TABLE training_rows AS SELECT amount, merchant, channel, score, decision, latency_ms"
            + " FROM log");
    site.model(
        "credit",
        Site.CREDIT.replace("  profile: reference/{version}.json", "  table: training_rows"));
    site.start();

    Exposition scrape = readyScrape();
    assertThat(scrape.all("ml_feature_drift_psi", "version", "v1")).isNotEmpty();
    for (int i = 0; i < 100 && scrape.all("ml_feature_drift_psi", "version", "v2").isEmpty(); i++) {
      Thread.sleep(200);
      scrape = site.scrape();
    }

    assertThat(scrape.value("ml_profile_rows", "version", "v2")).isEqualTo(300);
    assertThat(scrape.all("ml_feature_drift_psi", "version", "v2")).isNotEmpty();
  }
}
