package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import java.util.List;

/**
 * What is shown of the exporter itself: whether the readings can be trusted, and what they cost.
 */
public final class ExporterPanels {
  private ExporterPanels() {}

  /** What concerns one model. */
  public static List<PanelDefinition> of(ModelSpec spec) {
    return List.of(
        PanelDefinition.states(
            "State",
            "How the model is by the limits of its spec at each scrape, with what is wrong on the"
                + " exporter's page. An alert waits until it has lasted.",
            Shown.of(ExporterMetrics.MODEL_STATE, "state")),
        PanelDefinition.states(
            "Monitor could be read",
            "Which monitors have readings, and since when not. While one has none, none of its alerts"
                + " can fire.",
            Shown.of(ExporterMetrics.SUCCESS, "collector")),
        PanelDefinition.states(
            "Database answered",
            "While the database does not answer, the model has no new readings.",
            Shown.of(ExporterMetrics.UP, "database").where("database", spec.database())),
        PanelDefinition.table(
            "Monitors",
            "When what each monitor reads was last read with success, and how long it took.",
            Shown.of(ExporterMetrics.LAST_SUCCESS, "collector").called("Last success"),
            Shown.of(ExporterMetrics.DURATION, "collector").called("Duration")),
        PanelDefinition.table(
            "Readings without a series",
            "What has no answer and why: too few rows, no reference, an error. Absent is not zero.",
            Shown.of(ExporterMetrics.ABSENT, "collector", "reason")
                .called("Readings")
                .zeroWhere(ExporterMetrics.SUCCESS)),
        PanelDefinition.trend(
            "Time to read",
            "Is the database too slow for the scrape? A monitor that does not fit into the scrape's"
                + " budget has no readings.",
            Shown.of(ExporterMetrics.DURATION, "collector"),
            Shown.of(ExporterMetrics.BUDGET).called("budget of a scrape")),
        PanelDefinition.trend(
            "Series",
            "How many series the model costs Prometheus, how many its spec can come to at the most,"
                + " and how many it may have.",
            Shown.of(ExporterMetrics.SERIES).called("series"),
            Shown.of(ExporterMetrics.SERIES_BOUND).called("bound"),
            Shown.of(ExporterMetrics.SERIES_BUDGET).called("budget")),
        PanelDefinition.trend(
            "Rows that are not counted",
            "Rows that name too many versions. If there are any, the version column may be one that"
                + " changes with each row.",
            Shown.of(ExporterMetrics.DROPPED_ROWS).called("rows")));
  }

  /** What concerns the exporters and the databases that they read. */
  public static List<PanelDefinition> ofExporters() {
    return List.of(
        databases(),
        PanelDefinition.states(
            "Config was taken",
            "Whether the last config was taken. If not, the exporter runs with the old one.",
            Shown.of(ExporterMetrics.RELOAD_SUCCESSFUL).called("config")),
        PanelDefinition.trend(
            "Statements",
            "How much the exporter asks of the databases, by what it asks for.",
            Shown.of(ExporterMetrics.STATEMENTS, "database", "statement")),
        PanelDefinition.trend(
            "Connections",
            "How many connections the exporter holds, and whether its threads have to wait for one.",
            Shown.of(ExporterMetrics.CONNECTIONS, "database", "state"),
            Shown.of(ExporterMetrics.WAITING, "database").called("waiting threads")),
        PanelDefinition.number(
            "Clock of the database",
            "How far it is ahead of the exporter's. Windows end at the exporter's now: rows of a clock"
                + " that is ahead come into them late.",
            Shown.of(ExporterMetrics.CLOCK_DIFFERENCE, "database")));
  }

  /** Which databases answer. */
  static PanelDefinition databases() {
    return PanelDefinition.states(
        "Database answers",
        "While a database does not answer, no model that logs to it has new readings.",
        Shown.of(ExporterMetrics.UP, "database"));
  }
}
