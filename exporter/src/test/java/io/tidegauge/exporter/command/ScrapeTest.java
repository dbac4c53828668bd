package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.monitor.Monitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape says of a log on a real PostgreSQL server. */
class ScrapeTest {
  private static final String[] ALL = {
    "model", "credit", "version", "v1", "window", "1h", "slice", "all"
  };

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder).credit();
  }

  @AfterEach
  void end() {
    site.close();
  }

  private static String[] feature(String name) {
    return new String[] {"feature", name, "version", "v1", "window", "1h", "slice", "all"};
  }

  private static double fresh(Exposition scrape) {
    return scrape
        .find("ml_exporter_statements_total", "database", "warehouse", "statement", "fresh rows")
        .orElse(0);
  }

  @Test
  void theFirstScrapeReadsEverything() {
    site.execute(
        "UPDATE log SET amount = NULL WHERE id > 2000 AND id % 10 = 0",
        "UPDATE log SET amount = 'NaN' WHERE id > 2000 AND id % 10 = 1 AND id % 20 = 1",
        "UPDATE log SET amount = 5000 WHERE id > 2000 AND id % 20 = 2",
        "UPDATE log SET merchant = 'zzz' WHERE id > 2000 AND id % 4 = 0",
        "UPDATE log SET failed = true WHERE id > 2000 AND id % 100 = 0");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_window_rows", ALL)).isEqualTo(200);
    assertThat(scrape.value("ml_window_rows", "version", "v1", "slice", "channel=web"))
        .isEqualTo(100);
    assertThat(scrape.value("ml_window_failed_rows", ALL)).isEqualTo(2);
    assertThat(scrape.value("ml_feature_missing_rows", feature("amount"))).isEqualTo(20);
    assertThat(scrape.value("ml_feature_missing_ratio", feature("amount"))).isEqualTo(0.1);
    assertThat(scrape.value("ml_feature_nan_rows", feature("amount"))).isEqualTo(10);
    assertThat(scrape.value("ml_feature_out_of_range_rows", feature("amount"))).isEqualTo(10);
    assertThat(scrape.value("ml_feature_out_of_range_ratio", feature("amount")))
        .isCloseTo(10.0 / 170, within(1e-15));
    assertThat(scrape.value("ml_feature_unseen_rows", feature("merchant"))).isEqualTo(50);
    assertThat(scrape.value("ml_feature_unseen_ratio", feature("merchant"))).isEqualTo(0.25);
    assertThat(scrape.value("ml_feature_constant", feature("merchant"))).isZero();
    assertThat(scrape.value("ml_last_row_timestamp_seconds", "model", "credit"))
        .isEqualTo((double) (Site.NOW.getEpochSecond() - 3000 + 199 * 10));
    assertThat(scrape.value("ml_silence_seconds", "model", "credit")).isEqualTo(1010);
    assertThat(scrape.value("ml_feature_drift_psi", feature("merchant")))
        .isGreaterThan(scrape.value("ml_feature_drift_noise_psi", feature("merchant")));
    assertThat(scrape.all("ml_prediction_drift_psi", "model", "credit")).isNotEmpty();
    assertThat(scrape.value("ml_profile_rows", "model", "credit")).isEqualTo(2000);
    assertThat(scrape.value("ml_model_info", "owner", "team-risk", "database", "warehouse"))
        .isEqualTo(1);
    for (String monitor :
        List.of("volume", "feature_invariants", "feature_drift", "prediction_drift", "identity")) {
      assertThat(scrape.value("ml_exporter_collector_success", "collector", monitor)).isEqualTo(1);
      assertThat(Monitor.ALL).anyMatch(known -> known.name().equals(monitor));
    }
    assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isEqualTo(1);
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
    assertThat(scrape.series()).allMatch(one -> Double.isFinite(one.value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void whatIsDeclaredToMeanMissingIs(String count) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.execute(
        "UPDATE log SET amount = -200 WHERE id % 10 = 0",
        "UPDATE log SET merchant = '' WHERE id % 4 = 0");
    site.model(
        "credit",
        Site.CREDIT
            .replace("range: [0, 1000]}", "range: [0, 1000], missing_values: [-200]}")
            .replace(
                "merchant: category", "merchant: {type: category, missing_values: [\"\", x]}"));
    site.profile("v1");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_missing_rows", feature("amount"))).isEqualTo(20);
    assertThat(scrape.value("ml_feature_missing_ratio", feature("merchant"))).isEqualTo(0.25);
    assertThat(scrape.value("ml_feature_out_of_range_rows", feature("amount"))).isZero();
    assertThat(scrape.value("ml_feature_unseen_rows", feature("merchant"))).isZero();
    assertThat(scrape.value("ml_feature_drift_psi", feature("amount"))).isLessThan(0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void aMeanIsHeldAgainstTheReferenceWhereAFeatureAsksForIt(String count) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.execute("UPDATE log SET amount = amount - 50 WHERE id > 2000");
    site.model("credit", Site.CREDIT.replace("[0, 1000]}", "[0, 1000], moments: true}"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_mean_value", feature("amount"))).isEqualTo(-0.5);
    assertThat(scrape.value("ml_feature_mean_shift", "feature", "amount", "window", "1h"))
        .isCloseTo(-50 / Math.sqrt((100 * 100 - 1) / 12.0), within(1e-9));
    assertThat(scrape.value("ml_feature_mean_change_z", "feature", "amount", "window", "1h"))
        .isLessThan(-20);
    assertThat(scrape.value("ml_feature_zero_ratio", feature("amount"))).isEqualTo(0.01);
    assertThat(scrape.value("ml_feature_negative_ratio", feature("amount"))).isEqualTo(0.5);
    assertThat(scrape.value("ml_feature_spread_ratio", "feature", "amount", "window", "1h"))
        .isCloseTo(1, within(1e-9));
    assertThat(scrape.all("ml_feature_mean_value", "feature", "merchant")).isEmpty();
    assertThat(scrape.value("ml_exporter_counts_bytes", "model", "credit"))
        .isLessThan(scrape.value("ml_exporter_counts_bound_bytes", "model", "credit"));
  }

  /** Scores are 0, 0.1 and so on to 0.9, 20 rows each. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void scoresThatAreSaturatedTooSmallOrGatherAreCounted(String count) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.execute("UPDATE log SET score = 1e-310 WHERE id > 2000 AND score BETWEEN 0.25 AND 0.55");
    site.model(
        "credit", Site.CREDIT.replace("score: score", "score: score\n  saturation: [0, 0.9]"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_prediction_subnormal_rows", output("score"))).isEqualTo(60);
    assertThat(scrape.value("ml_prediction_saturated_rows", output("score"))).isEqualTo(40);
    assertThat(scrape.value("ml_prediction_saturated_ratio", output("score"))).isEqualTo(0.2);
    assertThat(scrape.value("ml_prediction_reference_entropy", "output", "score", "slice", "all"))
        .isCloseTo(1, within(1e-9));
    // Of ten values as likely as another, seven are left, one of them in four of ten rows.
    assertThat(scrape.value("ml_prediction_entropy", output("score")))
        .isCloseTo(-(0.4 * Math.log(0.4) + 6 * 0.1 * Math.log(0.1)) / Math.log(10), within(1e-9));
  }

  private static String[] output(String name) {
    return new String[] {"output", name, "window", "1h", "slice", "all"};
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void whatPredictionsCostIsMeasured(String count) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.execute("ALTER TABLE log ADD COLUMN rss_mb REAL", "UPDATE log SET rss_mb = 100 + id % 10");
    site.model(
        "credit",
        Site.CREDIT.replace(
            "failed: failed",
            "failed: failed\n  measures: {memory: {column: rss_mb, unit: MB}, gone: {column: x}}"));
    site.start();

    Exposition scrape = site.scrape();

    String[] memory = {"measure", "memory", "unit", "MB", "window", "1h", "slice", "all"};
    assertThat(scrape.value("ml_measure_rows", memory)).isEqualTo(200);
    assertThat(scrape.value("ml_measure_mean_value", memory)).isEqualTo(104.5);
    assertThat(scrape.all("ml_measure_value", memory)).hasSize(count.equals("rows") ? 3 : 0);
    assertThat(scrape.all("ml_measure_rows", "measure", "gone")).isEmpty();
  }

  /** Two versions answer all day, by turns; the older one is ever slower, the newer one never. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void aSlowLeakAndASlowerVersionAreFound(String count) throws InterruptedException {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.background("{every: 1s, recount: 0}");
    site.execute(
        "DELETE FROM log",
        "INSERT INTO log (at, version, channel, score, latency_ms)"
            + " SELECT TIMESTAMPTZ '2026-02-28T12:00:00Z' + i * INTERVAL '30 seconds',"
            + " CASE WHEN i % 2 = 0 THEN 'v1' ELSE 'v2' END, 'web', 0.5,"
            // v1 is slower by 10 ms each hour, of 120 rows
            + " CASE WHEN i % 2 = 0 THEN 100 + 10 * (i / 120) ELSE 50 END"
            + " FROM generate_series(0, 2879) AS g(i)");
    site.model(
        "credit", Site.CREDIT.replace("windows: [1h]\nbucket: 10s", "windows: [24h]\nbucket: 1m"));
    site.start();
    Exposition scrape = site.scrape();
    for (int i = 0; i < 200 && scrape.all("ml_latency_trend_seconds_per_day").size() < 2; i++) {
      Thread.sleep(50);
      scrape = site.scrape();
    }

    assertThat(scrape.value("ml_latency_trend_seconds_per_day", "version", "v1"))
        .isCloseTo(0.24, within(0.01));
    assertThat(scrape.value("ml_latency_trend_low_seconds_per_day", "version", "v1"))
        .isGreaterThan(0.2);
    assertThat(scrape.value("ml_latency_trend_seconds_per_day", "version", "v2")).isZero();
    // 215 ms on average, less what the oldest and newest minutes are in no whole part.
    assertThat(scrape.value("ml_latency_change_ratio", "version", "v1", "baseline", "v2"))
        .isCloseTo(215 / 50.0 - 1, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void textsThatAreNoNumbersAreCounted(String count) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + count + "\n");
    site.execute(
        "ALTER TABLE log ALTER COLUMN amount TYPE TEXT",
        "UPDATE log SET amount = 'n/a' WHERE id > 2000 AND id % 10 = 0",
        "UPDATE log SET amount = '12,5' WHERE id > 2000 AND id % 20 = 1");
    site.model("credit", Site.CREDIT.replace("[0, 1000]}", "[0, 1000], missing_values: [n/a]}"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_type_error_rows", feature("amount"))).isEqualTo(10);
    assertThat(scrape.value("ml_feature_missing_rows", feature("amount"))).isEqualTo(30);
  }

  /** The reference has every amount, and of three merchants as many rows each. */
  @Test
  void whatIsMissingMoreThanBeforeAndWhatHasVanishedIsTold() {
    site.execute(
        "UPDATE log SET amount = NULL WHERE id > 2000 AND id % 10 = 0",
        "UPDATE log SET merchant = 'a' WHERE id > 2000 AND merchant = 'b'");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_missing_change_ratio", feature("amount"))).isEqualTo(0.1);
    assertThat(scrape.value("ml_feature_missing_change_z", feature("amount"))).isGreaterThan(10);
    assertThat(scrape.value("ml_feature_missing_change_z", feature("merchant"))).isZero();
    assertThat(scrape.value("ml_feature_vanished_categories", feature("merchant"))).isEqualTo(1);
  }

  @Test
  void rowsThatComeShowAtTheNextScrape() {
    site.start();
    site.scrape();
    site.insert("log", 7, site.now().minusSeconds(60), Duration.ofSeconds(1));

    assertThat(site.scrape().value("ml_window_rows", ALL)).isEqualTo(207);

    site.pass(Duration.ofMinutes(59));
    assertThat(site.scrape().value("ml_window_rows", ALL)).isEqualTo(7);
  }

  @Test
  void eachScrapeReadsAModelsTableOnce() {
    site.log("other");
    site.insert("other", 10, site.now().minusSeconds(60), Duration.ofSeconds(1));
    site.model(
        "other", Site.CREDIT.replace("model: credit", "model: other").replace(": log", ": other"));
    // A recount reads rows by the same statement.
    site.background("{every: 10s, recount: 0}");
    site.start();
    double before = fresh(site.scrape());

    for (int i = 1; i <= 5; i++) {
      Exposition scrape = site.scrape();
      assertThat(fresh(scrape) - before).isEqualTo(2.0 * i);
      assertThat(scrape.models("ml_window_rows")).containsExactly("credit", "other");
    }
  }

  /** Six of seven are let in; the seventh, turned away, says that they are. */
  @Test
  void scrapesThatComeTogetherShareOneCollection() throws Exception {
    // A recount reads rows by the same statement.
    site.background("{every: 10s, recount: 0}");
    site.allowing(6).start();
    site.slow("log", 2);
    double before = fresh(site.scrape());
    BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();

    for (int i = 0; i < 7; i++) {
      new Thread(() -> answers.add(site.get("/metrics")), "scraper").start();
    }

    assertThat(answers.take().statusCode()).isEqualTo(503);
    for (int i = 0; i < 6; i++) {
      assertThat(Exposition.of(answers.take().body()).value("ml_window_rows", ALL)).isEqualTo(200);
    }
    assertThat(fresh(site.scrape()) - before).isEqualTo(2);
  }

  @Test
  void anEmptyTableHasRowsOfZeroAndNoRatios() {
    site.execute("TRUNCATE log");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_window_rows", ALL)).isZero();
    assertThat(scrape.value("ml_predictions_total", "version", "v1")).isZero();
    for (String name :
        List.of(
            "ml_feature_missing_ratio",
            "ml_feature_invalid_ratio",
            "ml_feature_out_of_range_ratio",
            "ml_feature_unseen_ratio",
            "ml_feature_constant",
            "ml_feature_drift_psi",
            "ml_prediction_drift_psi",
            "ml_last_row_timestamp_seconds",
            "ml_silence_seconds")) {
      assertThat(scrape.all(name)).as(name).isEmpty();
    }
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "collector",
                "feature_invariants",
                "reason",
                "no_data"))
        .isPositive();
    assertThat(scrape.series()).allMatch(one -> Double.isFinite(one.value()));
  }

  @Test
  void aVersionWithoutAProfileHasNoDriftAndSaysSo() {
    site.execute("UPDATE log SET version = 'v9' WHERE id % 2 = 0");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_window_rows", "version", "v9", "slice", "all")).isEqualTo(100);
    assertThat(scrape.all("ml_feature_drift_psi", "version", "v9")).isEmpty();
    assertThat(scrape.all("ml_feature_drift_psi", "version", "v1")).isNotEmpty();
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "collector",
                "feature_drift",
                "reason",
                "no_reference"))
        .isPositive();
  }

  @Test
  void countersCountEachRowOnceAndNeverFall() {
    site.start();
    Exposition first = site.scrape();
    assertThat(first.value("ml_predictions_total", "version", "v1")).isZero();
    assertThat(first.value("ml_missing_values_total", "feature", "amount")).isZero();

    // In the bucket in which the exporter started, in later ones, and late for an older one.
    site.insert("log", 3, site.now(), Duration.ofMillis(1));
    site.insert("log", 20, site.now().plusSeconds(30), Duration.ofSeconds(1));
    site.insert("log", 2, site.now().minusSeconds(45), Duration.ofSeconds(1));
    site.execute("UPDATE log SET amount = NULL WHERE id > 2220");
    site.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      Exposition scrape = site.scrape();
      assertThat(scrape.value("ml_predictions_total", "version", "v1")).isEqualTo(25);
      assertThat(scrape.value("ml_missing_values_total", "feature", "amount")).isEqualTo(5);
      assertThat(scrape.value("ml_failed_predictions_total", "version", "v1")).isZero();
      // 20 to 24 ms each
      assertThat(scrape.value("ml_prediction_duration_seconds_bucket", "le", "0.01")).isZero();
      assertThat(scrape.value("ml_prediction_duration_seconds_bucket", "le", "0.025"))
          .isEqualTo(25);
      assertThat(scrape.value("ml_prediction_duration_seconds_count", "version", "v1"))
          .isEqualTo(25);
      assertThat(scrape.value("ml_prediction_duration_seconds_sum", "version", "v1"))
          .isCloseTo(0.544, within(1e-9));
    }

    site.execute("DELETE FROM log WHERE id > 2210");
    assertThat(site.scrape().value("ml_predictions_total", "version", "v1")).isEqualTo(25);
    site.execute("TRUNCATE log");
    assertThat(site.scrape().value("ml_predictions_total", "version", "v1")).isEqualTo(25);
    assertThat(site.scrape().value("ml_prediction_duration_seconds_count", "version", "v1"))
        .isEqualTo(25);
    site.insert("log", 4, site.now(), Duration.ofMillis(1));
    site.pass(Duration.ofSeconds(1));
    assertThat(site.scrape().value("ml_predictions_total", "version", "v1")).isEqualTo(29);
  }

  @Test
  void versionsThatAreNotFollowedHaveNoCounters() {
    site.model("credit", Site.CREDIT + "max_versions: 2\n");
    site.execute("UPDATE log SET version = 'w' || (id % 9) WHERE id % 3 > 0");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.all("ml_predictions_total")).hasSize(2);
    assertThat(scrape.all("ml_window_rows", "slice", "all")).hasSize(2);
  }

  @Test
  void aBadColumnCostsItsOwnSeriesOnlyAndComesBack() {
    site.start();
    double series = site.scrape().series().size();
    site.execute("ALTER TABLE log RENAME COLUMN amount TO renamed");

    Exposition without = site.scrape();

    assertThat(
            without.series().stream().filter(one -> "amount".equals(one.labels().get("feature"))))
        .allSatisfy(one -> assertThat(one.name()).isEqualTo("ml_missing_values_total"));
    assertThat(without.value("ml_missing_values_total", "feature", "amount")).isZero();
    assertThat(without.value("ml_feature_missing_ratio", feature("merchant"))).isZero();
    assertThat(without.value("ml_window_rows", ALL)).isEqualTo(200);
    assertThat(without.value("ml_exporter_up", "database", "warehouse")).isEqualTo(1);

    site.execute("ALTER TABLE log RENAME COLUMN renamed TO amount");
    // Failed columns are tried again once a minute; a reload asks at once.
    assertThat(site.post("/-/reload").statusCode()).isEqualTo(200);
    assertThat(site.scrape().series().size()).isCloseTo((int) series, within(10));
    assertThat(site.scrape().value("ml_feature_missing_rows", feature("amount"))).isZero();
  }

  @Test
  void aTableThatIsGoneFailsItsModelAloneAndComesBack() {
    site.log("other");
    site.model(
        "other", Site.CREDIT.replace("model: credit", "model: other").replace(": log", ": other"));
    site.start();
    site.scrape();
    site.execute("ALTER TABLE other RENAME TO gone");

    Exposition without = site.scrape();

    assertThat(without.models("ml_window_rows")).containsExactly("credit");
    assertThat(
            without.value("ml_exporter_collector_success", "model", "other", "collector", "volume"))
        .isZero();
    assertThat(
            without.value(
                "ml_exporter_absent_readings",
                "model",
                "other",
                "collector",
                "volume",
                "reason",
                "database"))
        .isEqualTo(1);
    assertThat(without.value("ml_exporter_up", "database", "warehouse")).isEqualTo(1);

    site.execute("ALTER TABLE gone RENAME TO other");
    assertThat(site.scrape().models("ml_window_rows")).containsExactly("credit", "other");
  }
}
