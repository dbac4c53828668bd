package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import java.util.List;

/** What dashboards show of all models side by side: the same whatever their specs ask for. */
public final class FleetPanels {
  private FleetPanels() {}

  /**
   * Panels about one thing.
   *
   * @param title what it is
   */
  public record Group(String title, List<PanelDefinition> panels) {
    public Group {
      panels = List.copyOf(panels);
    }
  }

  /** For those who keep models running: the four golden signals, and what is getting old. */
  public static List<Group> operations() {
    return List.of(
        new Group(
            "Traffic",
            List.of(
                PanelDefinition.trend(
                    "Predictions",
                    "How many predictions each model logs in a second, all versions together.",
                    Shown.of(RowMetrics.PREDICTIONS, "model").summed()),
                PanelDefinition.trend(
                    "Silence",
                    "How long each model has logged nothing, in the hours in which rows are expected.",
                    Shown.of(Volume.SILENCE, "model")))),
        new Group(
            "Errors",
            List.of(
                PanelDefinition.trend(
                    "Failed predictions",
                    "To what share of its requests a model gave no answer, where its log tells: the"
                        + " worst version.",
                    Shown.of(Performance.FAILED_RATIO, "model", "window")),
                ExporterPanels.databases())),
        new Group(
            "Latency",
            List.of(
                PanelDefinition.trend(
                    "Latency of the slowest",
                    "How long the slowest hundredth of the answers took at least: the worst version.",
                    Shown.of(Performance.LATENCY, "model", "window").where("share", "0.99")),
                PanelDefinition.trend(
                    "Usual latency",
                    "How long half of the answers took at the most: the worst version.",
                    Shown.of(Performance.LATENCY, "model", "window").where("share", "0.5")))),
        new Group(
            "Saturation",
            List.of(
                PanelDefinition.trend(
                    "Time to read",
                    "How long the slowest monitor of each model took, and what a scrape has time for.",
                    Shown.of(ExporterMetrics.DURATION, "model"),
                    Shown.of(ExporterMetrics.BUDGET).called("budget of a scrape")),
                PanelDefinition.trend(
                    "Memory",
                    "What each model's counts take, and what they come to when all windows are filled.",
                    Shown.of(ExporterMetrics.COUNTS_BYTES, "model"),
                    Shown.of(ExporterMetrics.COUNTS_BOUND, "model").called("bound")),
                PanelDefinition.trend(
                    "Series",
                    "How many series each model costs Prometheus.",
                    Shown.of(ExporterMetrics.SERIES, "model")),
                PanelDefinition.trend(
                    "Rows not read yet",
                    "How old the newest rows are that were read: above 0 where an exporter does not"
                        + " keep up with a log.",
                    Shown.of(ExporterMetrics.UNREAD, "model")))),
        new Group(
            "Age",
            List.of(
                PanelDefinition.table(
                    "Age of models",
                    "How old each version in production is, the oldest first.",
                    Shown.of(Staleness.AGE, "model", "version").called("Age")))));
  }

  /** For those who pay for models: what they are worth, and the figures they are there for. */
  public static List<Group> business() {
    return List.of(
        new Group(
            "Value",
            List.of(
                PanelDefinition.table(
                    "Value by model",
                    "What the predictions of a window were worth, less what the model cost in its time,"
                        + " the most valuable first. Of predictions whose outcome is known.",
                    Shown.of(BusinessValue.NET, "model", "window", "currency")
                        .called("Value less cost"),
                    Shown.of(BusinessValue.WORTH, "model", "window", "currency")
                        .called("Value of the best version"),
                    Shown.of(BusinessValue.MEAN, "model", "window", "currency")
                        .called("Value of a prediction")),
                PanelDefinition.trend(
                    "Value less cost",
                    "What the predictions of the window were worth, less what the model cost in its"
                        + " time. Below 0, it would be cheaper to be without it.",
                    Shown.of(BusinessValue.NET, "model", "window", "currency")),
                PanelDefinition.trend(
                    "Value of a prediction",
                    "What a prediction was worth on average. Dashed: the ends of its 95 % interval.",
                    Shown.of(BusinessValue.MEAN, "model", "version", "window", "currency")
                        .within(BusinessValue.ERROR)))),
        new Group(
            "KPIs",
            List.of(
                PanelDefinition.trend(
                    "KPIs",
                    "The figures that specs declare as queries.",
                    Shown.of(BusinessKpis.VALUE, "model", "kpi", "unit")))));
  }
}
