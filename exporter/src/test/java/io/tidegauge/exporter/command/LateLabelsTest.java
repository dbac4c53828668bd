package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of labels that come after their predictions. */
class LateLabelsTest {
  private static final String LABELS =
      "labels: {table: outcomes, id: request, value: outcome, time: came, mature_after: 10m}\n";
  private static final List<String> OF_LABELS = List.of("quality", "version_comparison");
  private static final String[] ALL = {"version", "v1", "window", "1h", "slice", "all"};

  @TempDir private Path folder;
  private Site site;

  /**
   * Of the last hour's 200 predictions, in turns of ten, six say no. What was thought half likely
   * happened though. One in twenty has no label; the others came after two minutes.
   */
  @BeforeEach
  void make() throws IOException {
    site = new Site(folder).credit();
    site.execute(
        "CREATE TABLE outcomes AS SELECT id AS request,"
            + " CASE WHEN score >= 0.5 THEN 'yes' ELSE 'no' END AS outcome,"
            + " at + INTERVAL '2 minutes' AS came FROM log WHERE id > 2000 AND (id - 2001) % 20 > 0");
    site.model("credit", Site.CREDIT + LABELS);
    site.background("{every: 1s}");
  }

  @AfterEach
  void end() {
    site.close();
  }

  private static double success(Exposition scrape, String monitor) {
    return scrape.value("ml_exporter_collector_success", "model", "credit", "collector", monitor);
  }

  private static double statements(Exposition scrape, String name) {
    return scrape.find("ml_exporter_statements_total", "statement", name).orElse(0);
  }

  private Exposition scrapeUntil(Predicate<Exposition> fits) throws InterruptedException {
    Exposition scrape = site.scrape();
    for (int i = 0; i < 400 && !fits.test(scrape); i++) {
      Thread.sleep(50);
      scrape = site.scrape();
    }
    assertThat(fits.test(scrape)).as(scrape.text()).isTrue();
    return scrape;
  }

  @Test
  void qualityIsThatOfThePredictionsWhoseLabelsAreDue() {
    site.insert("log", 30, Site.NOW.minus(Duration.ofMinutes(9)), Duration.ofSeconds(1));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_window_rows", ALL)).isEqualTo(230);
    assertThat(scrape.value("ml_cohort_rows", ALL)).isEqualTo(200);
    assertThat(scrape.value("ml_labelled_rows", ALL)).isEqualTo(190);
    assertThat(scrape.value("ml_label_coverage_ratio", ALL)).isEqualTo(0.95);
    assertThat(scrape.value("ml_label_positive_ratio", ALL)).isEqualTo(100.0 / 190);
    for (String share : new String[] {"0.5", "0.9", "0.99"}) {
      assertThat(scrape.value("ml_label_lag_seconds", "slice", "all", "share", share))
          .isCloseTo(120, within(2.4));
    }
    assertThat(scrape.value("ml_last_label_timestamp_seconds", "model", "credit"))
        .isEqualTo((double) (Site.NOW.getEpochSecond() - 3000 + 1990 + 120));
    assertThat(scrape.value("ml_quality_accuracy_ratio", ALL)).isEqualTo(170.0 / 190);
    assertThat(scrape.value("ml_quality_precision_ratio", ALL)).isEqualTo(1);
    assertThat(scrape.value("ml_quality_recall_ratio", ALL)).isEqualTo(0.8);
    assertThat(scrape.value("ml_quality_specificity_ratio", ALL)).isEqualTo(1);
    assertThat(scrape.value("ml_quality_roc_auc", ALL)).isEqualTo(1);
    assertThat(scrape.value("ml_quality_standard_error_recall_ratio", ALL))
        .isCloseTo(Math.sqrt(0.8 * 0.2 / 100), within(0.001));
    assertThat(scrape.value("ml_cohort_rows", "slice", "channel=web")).isEqualTo(100);
    assertThat(scrape.value("ml_labelled_rows", "slice", "channel=web")).isEqualTo(90);
    assertThat(success(scrape, "quality")).isOne();
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
  }

  /**
   * Of the later half of the predictions the opposite happened. Of thirty labels within the limit
   * some may be wrong: so many predictions later the newest stretch that is good ends, and so it
   * does for an exporter that starts anew.
   */
  @Test
  void whenQualityWasLastGoodIsFoundInWhatIsCounted() {
    site.execute(
        "UPDATE outcomes SET outcome = CASE WHEN outcome = 'yes' THEN 'no' ELSE 'yes' END"
            + " WHERE request > 2100");
    site.model(
        "credit",
        Site.CREDIT + LABELS + "alerts: {quality: {accuracy: 0.8, min_rows: 30, window: 1h}}\n");
    site.start();

    Exposition scrape = site.scrape();

    double lastGood =
        scrape.value("ml_quality_last_good_timestamp_seconds", "model", "credit", "version", "v1");
    assertThat(lastGood - (Site.NOW.getEpochSecond() - 3000)).isBetween(1000.0, 1060.0);
    assertThat(scrape.value("ml_quality_last_good_age_seconds", "version", "v1"))
        .isCloseTo(Site.NOW.getEpochSecond() - lastGood, within(0.001));
    assertThat(scrape.value("ml_quality_accuracy_ratio", ALL)).isLessThan(0.8);
    site.start();
    assertThat(site.scrape().value("ml_quality_last_good_timestamp_seconds", "version", "v1"))
        .isEqualTo(lastGood);
  }

  @Test
  void scrapesReadTheLogOnceAndNoLabels() throws IOException {
    // A recount reads rows by the same statement.
    site.background("{every: 1s, recount: 0}");
    site.start();
    Exposition first = site.scrape();
    for (int i = 1; i <= 5; i++) {
      assertThat(statements(site.scrape(), "fresh rows"))
          .isEqualTo(statements(first, "fresh rows") + i);
    }
    assertThat(statements(site.scrape(), "labels")).isEqualTo(statements(first, "labels"));
  }

  @Test
  void aLabelThatComesLateIsCountedByTheBackground() throws InterruptedException {
    site.start();
    site.scrape();
    site.execute(
        "INSERT INTO outcomes SELECT id, 'no', TIMESTAMPTZ '"
            + Site.NOW
            + "' + INTERVAL '1 second' FROM log WHERE id = 2001");
    site.pass(Duration.ofMinutes(5));

    // The one is counted and the other found one after the other.
    double came = (double) (Site.NOW.getEpochSecond() + 1);
    Exposition scrape =
        scrapeUntil(
            one ->
                one.find("ml_labelled_rows", ALL).orElse(0) == 191
                    && one.find("ml_last_label_timestamp_seconds").orElse(0) == came);

    assertThat(scrape.value("ml_cohort_rows", ALL)).isEqualTo(200);
  }

  private void costsQualityAlone(Exposition scrape) {
    assertThat(success(scrape, "quality")).isZero();
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings", "collector", "quality", "reason", "database"))
        .isOne();
    assertThat(scrape.all("ml_cohort_rows")).isEmpty();
    assertThat(scrape.all("ml_label_coverage_ratio")).isEmpty();
    assertThat(scrape.value("ml_window_rows", ALL)).isEqualTo(200);
    assertThat(scrape.all("ml_exporter_collector_success", "model", "credit"))
        .filteredOn(series -> !OF_LABELS.contains(series.labels().get("collector")))
        .isNotEmpty()
        .allMatch(series -> series.value() == 1);
    assertThat(scrape.value("ml_exporter_up", "database", "warehouse")).isOne();
  }

  @Test
  void aTableThatIsMissingCostsQualityAloneAndComesBack() throws InterruptedException {
    site.execute("ALTER TABLE outcomes RENAME TO elsewhere");
    site.start();
    costsQualityAlone(site.scrape());

    site.execute("ALTER TABLE elsewhere RENAME TO outcomes");
    Exposition back = scrapeUntil(one -> one.find("ml_labelled_rows", ALL).orElse(0) == 190);
    assertThat(success(back, "quality")).isOne();
  }

  @Test
  void aTableThatIsDeniedCostsQualityAlone() {
    String role = "labels_" + site.schema();
    Postgres.shared().execute("CREATE ROLE " + role + " LOGIN");
    site.execute(
        "GRANT USAGE ON SCHEMA " + site.schema() + " TO " + role, "GRANT SELECT ON log TO " + role);
    site.config(Postgres.shared().port(), "user: " + role + "\n");
    try {
      site.start();
      costsQualityAlone(site.scrape());
    } finally {
      site.close();
      Postgres.shared().execute("DROP OWNED BY " + role, "DROP ROLE " + role);
      site = new Site(folder);
    }
  }

  @Test
  void aColumnThatIsMissingIsNotALabelThatDidNotCome() throws InterruptedException {
    site.execute("ALTER TABLE outcomes RENAME COLUMN outcome TO verdict");
    site.start();
    costsQualityAlone(site.scrape());
  }

  @Test
  void runningOnceEndsWhereTheTableIsMissing() {
    site.execute("DROP TABLE outcomes");

    Site.Ran once = site.run("once");

    assertThat(once.status()).isOne();
    assertThat(once.err()).contains("credit: quality failed: [DATABASE]").doesNotContain("volume");
    assertThat(Exposition.of(once.out()).models("ml_window_rows")).containsExactly("credit");
  }

  @Test
  void anotherMaturityCountsLabelsAnewAndKeepsTheRows() throws InterruptedException {
    site.start();
    site.scrape();
    site.model("credit", Site.CREDIT + LABELS.replace("10m", "30m"));
    assertThat(site.post("/-/reload").statusCode()).isEqualTo(200);

    Exposition scrape =
        scrapeUntil(
            one ->
                one.value("ml_window_rows", ALL) == 200
                    && one.find("ml_cohort_rows", ALL).orElse(0) == 120);

    assertThat(scrape.value("ml_labelled_rows", ALL)).isEqualTo(114);
  }

  @Test
  void countingInTheDatabaseReadsNoLabelsAndSaysSo() {
    site.config(Postgres.shared().port(), "user: postgres\ncount: in-database\n");
    assertThat(site.run("check").out())
        .contains("no quality: labels are joined row by row, and database warehouse has");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_window_rows", ALL)).isEqualTo(200);
    assertThat(scrape.all("ml_cohort_rows")).isEmpty();
    assertThat(scrape.all("ml_exporter_collector_success", "collector", "quality")).isEmpty();
    assertThat(statements(scrape, "labels")).isZero();
  }
}
