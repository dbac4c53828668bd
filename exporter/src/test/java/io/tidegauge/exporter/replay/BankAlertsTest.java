package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the alerts would have said in 2008: promtool evaluates the committed rules over the scrapes
 * of the replay, and at every hour exactly those alerts fire that the example's {@code alerts.txt}
 * pins.
 */
class BankAlertsTest {
  private static final Path PINNED =
      RealData.project().resolve("examples/bank-marketing/alerts.txt");
  private static final Instant SEPTEMBER = Instant.parse("2008-09-01T00:00:00Z");

  private static BankReplay replay;
  private static Promtool.Result result;
  private static List<AlertInterval> pinned;
  private static List<AlertInterval> found;

  @BeforeAll
  static void evaluate(@TempDir Path folder) throws IOException, InterruptedException {
    Promtool promtool = Promtool.find();
    replay = BankReplay.get();
    pinned = pinned();
    FiredAlerts fired =
        FiredAlerts.of(
            promtool, BankReplay.RULES, BankReplay.HOURS, replay.replay().series(), pinned, folder);
    result = fired.result();
    found = fired.found();
  }

  private static List<AlertInterval> pinned() throws IOException {
    return Files.readAllLines(PINNED).stream().map(AlertInterval::parse).toList();
  }

  @Test
  void everyHourHasTheAlertsThatArePinned() {
    assertThat(BankReplay.HOURS).hasSize(181 * 24 + 1);
    assertThat(found).containsExactlyElementsOf(pinned);
    assertThat(result.passed()).as("%.2000s", result.text()).isTrue();
  }

  @Test
  void theBacktestSaysWhatPrometheusSays() {
    assertThat(replay.replay().intervals()).containsExactlyElementsOf(found);
  }

  /**
   * Else a rule would be silent for want of what it reads. Of columns only those that are broken
   * have a series.
   */
  @Test
  void everythingThatTheRulesReadIsScraped() throws IOException {
    assertThat(BankReplay.RULES).content().contains("window=\"7d\"").doesNotContain("\"30d\"");
    assertThat(replay.replay().series().keySet())
        .extracting(series -> series.substring(0, series.indexOf('{')))
        .containsAll(
            ScrapedSeries.metrics(BankReplay.RULES).stream()
                .filter(metric -> !metric.equals("ml_schema_column_broken"))
                .toList());
  }

  /** It comes in the afternoon; at 17:00 it is in 9 of the 277 rows of seven days. */
  @Test
  void theUnseenContactIsToldOnTheFourthOfJuly() {
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelUnseenCategory", "feature", "contact"))
        .first()
        .returns(Instant.parse("2008-07-04T18:00:00Z"), AlertInterval::from);
  }

  /** The last row is of Friday, 29 August; Monday and Tuesday are two days of expected hours. */
  @Test
  void theSilenceIsToldOnce() {
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelSilent"))
        .filteredOn(
            alert ->
                alert.overlaps(
                    Instant.parse("2008-08-29T00:00:00Z"), Instant.parse("2008-10-18T00:00:00Z")))
        .singleElement()
        .returns(Instant.parse("2008-09-02T19:00:00Z"), AlertInterval::from)
        .returns(Instant.parse("2008-10-17T11:00:00Z"), AlertInterval::to);
  }

  @Test
  void jobAndEducationDriftInAugust() {
    assertThat(found)
        .filteredOn(
            alert ->
                alert.is("MLModelFeatureDrift", "feature", "job")
                    || alert.is("MLModelFeatureDrift", "feature", "education"))
        .filteredOn(alert -> alert.overlaps(Instant.MIN, SEPTEMBER))
        .extracting(AlertInterval::from)
        .containsExactly(
            Instant.parse("2008-08-05T21:00:00Z"), Instant.parse("2008-08-06T18:00:00Z"));
  }

  @Test
  void predictionsDoNotDriftBeforeSeptember() {
    assertThat(
            replay.ofFirstVersion("ml_prediction_drift_psi", "output=\"score\"").headMap(SEPTEMBER))
        .hasSizeGreaterThan(2000);
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelPredictionDrift", "window", "7d"))
        .noneMatch(alert -> alert.overlaps(Instant.MIN, SEPTEMBER));
  }

  /**
   * From the 9th to the 15th of June v1 would have called 6 of 486 married clients and 17 of 166
   * single ones, as a query of the log says. It is told as soon as enough of its calls are a week
   * old, and whenever there are enough.
   */
  @Test
  void marriedClientsAreCalledATenthAsOftenAsSingleOnes() {
    assertThat(
            replay
                .replay()
                .series()
                .get(
                    "ml_fairness_disparate_impact{model=\"bank-marketing\","
                        + "slice=\"marital=married\",version=\"v1\",window=\"7d\"}"))
        .isNotNull()
        .extractingByKey(
            Instant.parse("2008-06-23T00:00:00Z"), as(InstanceOfAssertFactories.DOUBLE))
        .isCloseTo((6.0 / 486) / (17.0 / 166), within(1e-12));
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelDisparateImpact", "slice", "marital=married"))
        .hasSize(4)
        .first()
        .returns(Instant.parse("2008-06-10T13:00:00Z"), AlertInterval::from);
  }
}
