package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.KpiSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.ArrayList;
import java.util.List;

/** Declared numbers that the business goes by, beside the readings of the model that moves them. */
public final class BusinessKpis implements Monitor {
  static final MetricDefinition VALUE =
      MetricDefinition.gauge(
          "ml_kpi_value",
          "What the query of a declared KPI gave when it was last read in the background.",
          "kpi",
          "unit");
  private static final MetricDefinition SUCCESS =
      MetricDefinition.gauge(
          "ml_kpi_success",
          "1 where the query of a declared KPI could be read, 0 where it failed.",
          "kpi");

  @Override
  public String name() {
    return "kpis";
  }

  @Override
  public String description() {
    return "Shows numbers that the business goes by, read by declared queries.";
  }

  @Override
  public Input input() {
    return Input.KPIS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(VALUE, SUCCESS);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return !spec.kpis().isEmpty();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    return 2L * spec.kpis().size();
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    return List.of(
        new AlertDefinition(
            "MLModelKpiUnreadable",
            "The query of a declared KPI fails.",
            "KPI {kpi} cannot be read",
            "The query of the KPI {kpi}, which is declared with {model}, fails. The exporter's log"
                + " says why.",
            Condition.below(SUCCESS, 1),
            spec.alerts().unreadable()));
  }

  /** One for each, since they have nothing in common, and one for whether they can be read. */
  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    spec.kpis().forEach(kpi -> panels.add(panel(kpi)));
    panels.add(
        PanelDefinition.states(
            "KPI can be read",
            "Where the query of a KPI fails, it has no value, and the exporter's log says why.",
            Shown.of(SUCCESS, "kpi")));
    return panels;
  }

  private static PanelDefinition panel(KpiSpec kpi) {
    return PanelDefinition.trend(
        "KPI: " + kpi.name() + (kpi.unit().isEmpty() ? "" : " (" + kpi.unit() + ")"),
        "A number that the business goes by, declared with the model: does it move with the"
            + " readings?",
        Shown.of(VALUE).where("kpi", kpi.name()).called(kpi.name()));
  }

  @Override
  public void read(Observation observation, Readings readings) {
    for (KpiValue kpi : observation.kpis()) {
      KpiSpec spec = kpi.spec();
      readings.add(VALUE, kpi.value(), spec.name(), spec.unit());
      readings.add(SUCCESS, hasFailed(kpi.value()) ? 0 : 1, spec.name());
    }
  }

  /** A query that gives nothing has been read. */
  private static boolean hasFailed(Outcome value) {
    return value instanceof Outcome.Absent absent && absent.reason() != Reason.NO_DATA;
  }
}
