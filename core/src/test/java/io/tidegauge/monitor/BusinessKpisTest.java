package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import org.junit.jupiter.api.Test;

class BusinessKpisTest {
  private static final Monitor MONITOR = new BusinessKpis();

  private static final ModelSpec SPEC =
      Profiles.spec(
          """
          features: {x: numeric}
          kpis:
            revenue: {query: "SELECT 1", unit: EUR}
            orders: {query: "SELECT 2"}
            visits: {query: "SELECT 3"}
          """);

  private static KpiValue kpi(int place, Outcome value) {
    return new KpiValue(SPEC.kpis().get(place), value);
  }

  @Test
  void aQueryThatFailsHasNoValueAndOneThatGivesNothingHasNotFailed() {
    assertThat(
            new Observed(SPEC)
                .kpis(
                    kpi(0, Outcome.of(12.5)),
                    kpi(1, Outcome.absent(Reason.NO_DATA)),
                    kpi(2, Outcome.absent(Reason.TIMEOUT)))
                .text(MONITOR))
        .isEqualTo(
            """
            ml_kpi_value{kpi=revenue unit=EUR} 12.5
            ml_kpi_success{kpi=revenue} 1.0
            ml_kpi_success{kpi=orders} 1.0
            ml_kpi_success{kpi=visits} 0.0
            absent timeout 1
            absent no_data 1
            """);
  }

  @Test
  void whatWasNotReadHasNoSeries() {
    assertThat(new Observed(SPEC).text(MONITOR)).isEmpty();
  }

  @Test
  void eachHasAPanelOfItsOwn() {
    assertThat(MONITOR.panels(SPEC))
        .extracting(PanelDefinition::title)
        .containsExactly("KPI: revenue (EUR)", "KPI: orders", "KPI: visits", "KPI can be read");
  }
}
