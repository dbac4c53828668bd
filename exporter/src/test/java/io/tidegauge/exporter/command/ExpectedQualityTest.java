package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the quality before labels come, and how that turned out. */
class ExpectedQualityTest {
  private static final String LABELS =
      "labels: {table: outcomes, id: request, value: outcome, time: came, mature_after: 10m}\n";
  private static final String[] HOUR = {"version", "v1", "window", "1h"};
  private static final Offset<Double> ROUNDING = within(1e-9);

  @TempDir private Path folder;
  private Site site;

  /**
   * In the reference, three of four rows with a score of 0.5 and more turn out positive, and one of
   * four of the others. From 0.6 on they are predicted so: three of four rows right, but where the
   * score is 0.5, one of four.
   */
  @BeforeEach
  void make() {
    site = new Site(folder).credit();
    site.execute(
        "CREATE TABLE outcomes AS SELECT id AS request,"
            + " CASE WHEN (score >= 0.5) = ((id - 1) / 10 % 4 > 0) THEN 'yes' ELSE 'no' END"
            + " AS outcome, at + INTERVAL '2 minutes' AS came FROM log WHERE id <= 2000");
    site.model("credit", Site.CREDIT + LABELS);
    site.profile("v1");
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void scoresPromiseWhatTheyWereWorthInTheReference() {
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_quality_reference_accuracy_ratio", "version", "v1")).isEqualTo(0.7);
    assertThat(scrape.value("ml_quality_estimated_accuracy_ratio", HOUR)).isCloseTo(0.7, ROUNDING);
    assertThat(scrape.value("ml_quality_estimated_precision_ratio", HOUR))
        .isCloseTo(0.75, ROUNDING);
    assertThat(scrape.value("ml_quality_estimated_recall_ratio", HOUR))
        .isCloseTo(0.75 * 4 / 5, ROUNDING);
    assertThat(scrape.value("ml_quality_estimated_roc_auc", HOUR)).isCloseTo(0.75, ROUNDING);
    assertThat(scrape.value("ml_quality_estimated_standard_error_accuracy_ratio", HOUR))
        .isBetween(Math.sqrt(0.25 * 0.75 / 200), 1.1 * Math.sqrt(0.25 * 0.75 / 200));
    assertThat(scrape.all("ml_quality_residual_accuracy_ratio")).isEmpty();
  }

  @Test
  void aChangeOfTheConceptIsWhatRemains() {
    // The same scores as ever, but now those below 0.5 turn out positive, and no others.
    site.execute(
        "INSERT INTO outcomes SELECT id, CASE WHEN score < 0.5 THEN 'yes' ELSE 'no' END,"
            + " at + INTERVAL '2 minutes' FROM log WHERE id > 2000");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_prediction_drift_psi", "slice", "all", "output", "score"))
        .isLessThan(0.01);
    assertThat(scrape.value("ml_quality_estimated_accuracy_ratio", HOUR)).isCloseTo(0.7, ROUNDING);
    assertThat(scrape.value("ml_quality_accuracy_ratio", "slice", "all")).isEqualTo(0.1);
    assertThat(scrape.value("ml_quality_residual_accuracy_ratio", HOUR)).isCloseTo(0.6, ROUNDING);
    assertThat(scrape.value("ml_quality_change_accuracy_ratio", HOUR)).isCloseTo(-0.6, ROUNDING);
    assertThat(scrape.value("ml_quality_residual_standard_error_accuracy_ratio", HOUR))
        .isLessThan(0.04);
  }

  @Test
  void aReferenceTableMayHoldItsLabelsItself() throws IOException {
    site.execute(
        "CREATE TABLE training AS SELECT l.*, o.outcome AS turned_out FROM log l"
            + " JOIN outcomes o ON o.request = l.id");
    String frozen = Files.readString(site.file("models/reference/v1.json"));

    Site.Ran without = site.run("profile", "--model-version=v1", "--table=training");
    Site.Ran with =
        site.run("profile", "--model-version=v1", "--table=training", "--label=turned_out");

    assertThat(without.err()).contains("the quality of the reference is not known", "--label");
    assertThat(with.err()).isEmpty();
    assertThat(quality(Files.readString(site.file("models/reference/v1.json"))))
        .isEqualTo(quality(frozen))
        .contains("\"accuracy\" : [ 0.7, ");
  }

  private static String quality(String profile) {
    return profile.substring(profile.indexOf("\"quality\""));
  }
}
