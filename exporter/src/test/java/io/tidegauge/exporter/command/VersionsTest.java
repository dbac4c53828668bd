package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of a version beside the champion. */
class VersionsTest {
  private static final String SPEC =
      Site.CREDIT.replace("{champion: v1}", "{champion: v1, shadow: v2}")
          + """
          labels: {table: outcomes, id: request, value: outcome, time: came, mature_after: 10m}
          comparison: {effect: 10%}
          alerts: {comparison: {min_rows: 100}}
          """;

  private static final String[] ACCURACY = {
    "model", "credit", "version", "v2", "baseline", "v1", "window", "1h", "metric", "accuracy"
  };

  @TempDir private Path folder;
  private Site site;

  /**
   * Of the last hour's 200 predictions, in turns of ten with rising scores, what was thought half
   * likely happened. v1 says so of four in ten. One in twenty has no label.
   */
  @BeforeEach
  void make() {
    site = new Site(folder).credit();
    site.execute(
        "CREATE TABLE outcomes AS SELECT id AS request,"
            + " CASE WHEN score >= 0.5 THEN 'yes' ELSE 'no' END AS outcome,"
            + " at + INTERVAL '2 minutes' AS came FROM log WHERE id > 2000 AND (id - 2001) % 20 > 0");
    site.model("credit", SPEC);
    site.background("{every: 1s}");
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** v2 answers the same requests in its shadow, and says yes of two in ten. */
  private void shadow() {
    site.execute(
        "INSERT INTO log (id, at, version, channel, score, decision, latency_ms, amount, merchant)"
            + " SELECT id, at, 'v2', channel, score, CASE WHEN score > 0.75 THEN 'yes' ELSE 'no' END,"
            + " latency_ms, amount, merchant FROM log");
  }

  @Test
  void aShadowIsHeldAgainstTheChampion() {
    shadow();
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_version_difference_rows", ACCURACY)).isEqualTo(190);
    assertThat(scrape.value("ml_version_difference_estimate", ACCURACY))
        .isCloseTo(-40.0 / 190, within(1e-12));
    double low = scrape.value("ml_version_difference_low", ACCURACY);
    double high = scrape.value("ml_version_difference_high", ACCURACY);
    assertThat(scrape.value("ml_version_difference_always_valid_low", ACCURACY)).isLessThan(low);
    assertThat(scrape.value("ml_version_difference_always_valid_high", ACCURACY))
        .isGreaterThan(high)
        .isNegative();
    assertThat(scrape.value("ml_version_difference_p_value", ACCURACY))
        .isLessThan(scrape.value("ml_version_difference_always_valid_p_value", ACCURACY));
    assertThat(scrape.value("ml_version_difference_needed_rows", ACCURACY)).isPositive();
    assertThat(scrape.value("ml_version_difference_estimate", "metric", "positive_rate"))
        .isCloseTo(-40.0 / 190, within(1e-12));
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
    assertThat(site.get("/").body())
        .containsPattern("accuracy less that of v1 is -0[.]08\\d+ at best [(]limit 0[)] in 1h, v2");
  }

  @Test
  void aChampionAloneHasNoDifference() {
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_labelled_rows", "version", "v1", "slice", "all")).isEqualTo(190);
    assertThat(scrape.text()).doesNotContain("ml_version_difference_");
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "version_comparison"))
        .isOne();
  }

  @Test
  void labelsThatCannotBeReadCostTheComparison() {
    shadow();
    site.execute("DROP TABLE outcomes");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.text()).doesNotContain("ml_version_difference_");
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "version_comparison"))
        .isZero();
    assertThat(scrape.value("ml_window_rows", "version", "v2", "slice", "all")).isEqualTo(200);
  }
}
