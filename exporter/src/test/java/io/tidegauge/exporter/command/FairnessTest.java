package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of how groups fare. */
class FairnessTest {
  private static final String LABELS =
      "labels: {table: outcomes, id: request, value: outcome, time: came, mature_after: 10m}\n";
  private static final String[] SHOP = {"version", "v1", "window", "1h", "slice", "channel=shop"};

  @TempDir private Path folder;
  private Site site;

  /**
   * By web, two of five are predicted positive (scores 0.6 and 0.8 of 0, 0.2, 0.4, 0.6, 0.8); at
   * the shop two of five as well, until those with 0.9 are told no. Labels are there of the half of
   * them, and only of these that were predicted positive, as where only who gets a loan can fail.
   */
  @BeforeEach
  void make() {
    site = new Site(folder).credit();
    site.execute(
        "UPDATE log SET decision = 'no' WHERE channel = 'shop' AND score > 0.85",
        "CREATE TABLE outcomes AS SELECT id AS request,"
            + " CASE WHEN (id / 10) % 4 = 0 THEN 'no' ELSE 'yes' END AS outcome,"
            + " at + INTERVAL '2 minutes' AS came FROM log WHERE id > 2000"
            + " AND (decision = 'yes' OR score > 0.85)");
    site.model(
        "credit",
        Site.CREDIT.replace("values: [web, shop]", "values: [web, shop], privileged: web")
            + LABELS
            + "alerts: {fairness: {min_rows: 50}}\n");
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aGroupIsHeldAgainstThePrivilegedOne() {
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_decided_rows", SHOP)).isEqualTo(100);
    assertThat(scrape.value("ml_predicted_positive_ratio", SHOP)).isEqualTo(0.2);
    assertThat(scrape.value("ml_predicted_positive_ratio", "slice", "channel=web")).isEqualTo(0.4);
    assertThat(scrape.value("ml_fairness_disparate_impact", SHOP)).isEqualTo(0.5);
    assertThat(scrape.value("ml_fairness_statistical_parity_difference", SHOP))
        .isCloseTo(-0.2, within(1e-12));
    assertThat(scrape.value("ml_fairness_standard_error_statistical_parity_difference", SHOP))
        .isCloseTo(Math.sqrt(0.2 * 0.8 / 100 + 0.4 * 0.6 / 100), within(1e-12));
    assertThat(scrape.value("ml_fairness_equal_opportunity_difference", SHOP))
        .as("all by web who should be are predicted positive; at the shop not those with 0.9")
        .isCloseTo(-0.5, within(0.05));
    assertThat(scrape.all("ml_fairness_disparate_impact", "slice", "channel=web")).isEmpty();
    assertThat(scrape.all("ml_fairness_disparate_impact", "slice", "all")).isEmpty();
    assertThat(site.get("/").body()).contains("channel=shop predicted positive");
  }
}
