package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of a model's worth. */
class BusinessTest {
  private static final String LABELS =
      "labels: {table: outcomes, id: request, value: outcome, time: came, mature_after: 10m}\n";
  private static final String VALUE =
      "business_value: {true_positive: 120, false_positive: -15, true_negative: 1,"
          + " false_negative: -300, currency: EUR, cost_per_day: 2400}\n";
  private static final String KPIS =
      """
      kpis:
        revenue: {query: "SELECT sum(paid) FROM orders -- of today", unit: EUR}
        orders: {query: "SELECT count(*) FROM orders"}
        refunds: {query: "SELECT sum(paid) FROM orders WHERE paid < 0"}
        broken: {query: "SELECT sum(payed) FROM orders"}
        wide: {query: "SELECT paid, paid FROM orders"}
        long: {query: "SELECT paid FROM orders"}
        words: {query: "SELECT 'many'"}
      """;
  private static final String[] ALL = {"version", "v1", "window", "1h", "slice", "all"};

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder).credit();
    site.execute(
        "CREATE TABLE outcomes AS SELECT id AS request,"
            + " CASE WHEN score >= 0.5 THEN 'yes' ELSE 'no' END AS outcome,"
            + " at + INTERVAL '2 minutes' AS came FROM log WHERE id > 2000",
        "CREATE TABLE orders AS SELECT 12.5 AS paid FROM generate_series(1, 4)");
    site.background("{every: 1s}");
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** Of ten predictions four are hits, five are rightly no, and one is missed. */
  @Test
  void everyOutcomeHasItsValue() {
    site.model(
        "credit", Site.CREDIT + LABELS + VALUE + "alerts: {value: {below: 50, min_rows: 9}}");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_business_value_rows", ALL)).isEqualTo(200);
    assertThat(scrape.value("ml_business_value_mean", ALL)).isEqualTo(18.5);
    assertThat(scrape.all("ml_business_value_mean", "currency", "EUR", "slice", "channel=web"))
        .hasSize(1);
    assertThat(scrape.value("ml_business_value_standard_error", ALL))
        .isCloseTo(
            Math.sqrt((4 * 14400 + 5 + 90000) / 10.0 - 18.5 * 18.5) / Math.sqrt(199), within(1e-9));
    assertThat(scrape.value("ml_business_value_in_window", ALL)).isEqualTo(3700);
    assertThat(scrape.value("ml_business_value_net", "window", "1h", "currency", "EUR"))
        .isCloseTo(3600, within(1e-9));
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
    assertThat(site.get("/").body())
        .contains("a prediction is worth 18.5 EUR (limit 50) in 1h, v1");
  }

  @Test
  void aKpiThatFailsCostsItselfAlone() {
    site.model("credit", Site.CREDIT + KPIS);
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_kpi_value", "kpi", "revenue", "unit", "EUR")).isEqualTo(50);
    assertThat(scrape.value("ml_kpi_value", "kpi", "orders")).isEqualTo(4);
    assertThat(scrape.all("ml_kpi_value")).hasSize(2);
    for (String read : new String[] {"revenue", "orders", "refunds"}) {
      assertThat(scrape.value("ml_kpi_success", "kpi", read)).isOne();
    }
    for (String failed : new String[] {"broken", "wide", "long", "words"}) {
      assertThat(scrape.value("ml_kpi_success", "kpi", failed)).isZero();
    }
    assertThat(scrape.value("ml_exporter_collector_success", "collector", "kpis")).isOne();
    assertThat(
            scrape.value("ml_exporter_absent_readings", "collector", "kpis", "reason", "database"))
        .isEqualTo(4);
    assertThat(scrape.value("ml_window_rows", ALL)).isEqualTo(200);
    assertThat(site.get("/").body()).contains("KPI wide cannot be read");
  }
}
