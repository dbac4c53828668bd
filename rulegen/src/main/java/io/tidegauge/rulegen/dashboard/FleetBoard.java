package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.ExporterPanels;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.monitor.FeatureInvariants;
import io.tidegauge.monitor.Identity;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.monitor.Staleness;
import io.tidegauge.monitor.Volume;
import io.tidegauge.rulegen.dashboard.Panel.ColumnLink;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Panel.Section;
import io.tidegauge.rulegen.rules.AlertRule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The dashboard of all models. It depends on no spec: what it shows every model has, or has not,
 * and a new model is in it as soon as it is watched.
 */
public final class FleetBoard {
  /** The label that leads from a model to its dashboard. */
  static final String LINK = "board";

  private static final FleetScope SCOPE = new FleetScope(false);

  /** Where to go stands in a column that is not shown. */
  private static final ColumnLink TO_THE_MODEL =
      new ColumnLink(
          "model",
          "Dashboard of ${__value.text}",
          "/${__data.fields."
              + Variable.title(LINK)
              + ":raw}${datasource:queryparam}&${__url_time_range}");

  private static final AlertSeries ALERTS = AlertSeries.ofFleet();
  private static final Optional<Limit> NONE_IS_GOOD = Optional.of(new Limit(1, Side.ABOVE));

  private FleetBoard() {}

  /**
   * The dashboard.
   *
   * @param mark what the file says of itself
   */
  public static Board of(List<String> mark) {
    return new Board(
        BoardUid.FLEET,
        "Tidegauge / Fleet",
        String.join("\n", mark),
        List.of(Board.TAG),
        List.of(
            models(),
            Board.link("Operations", BoardUid.OPERATIONS, List.of("model")),
            Board.link("Business", BoardUid.BUSINESS, List.of("model"))),
        "24h",
        "1m",
        SCOPE.variables(),
        ALERTS.firing(),
        List.of(
            new Section("Models", List.of(watched(), firing(), down(), unreadable(), table())),
            new Section("Alerts", List.of(firingByModel())),
            new Section(
                "Exporters",
                ExporterPanels.ofExporters().stream()
                    .map(
                        new PanelQueries(SCOPE, ExporterMetrics.ALERTS, AlertRule.ofExporter())::of)
                    .toList())));
  }

  /** The way to every model's dashboard. */
  static ObjectNode models() {
    ObjectNode models = Board.link("Models", "dashboards").put("asDropdown", true);
    models.withArray("tags").add(Board.MODEL_TAG);
    return models;
  }

  private static String newest(MetricDefinition metric) {
    return SCOPE.select(metric, Collections.emptyMap()).newest();
  }

  private static Panel watched() {
    return tile(
        "Models",
        "How many models have an exporter that reports them.",
        "count(max by (model) (" + newest(Identity.MODEL) + ")) or vector(0)",
        Optional.empty());
  }

  private static Panel firing() {
    return tile(
        "Firing alerts",
        "How many alerts fire now, those of the exporter included.",
        "count(" + ALERTS.firing() + ") or vector(0)",
        NONE_IS_GOOD);
  }

  private static Panel down() {
    return tile(
        "Databases down",
        "How many databases do not answer an exporter: their models have no new readings.",
        "count(min by (database) (" + newest(ExporterMetrics.UP) + ") == 0) or vector(0)",
        NONE_IS_GOOD);
  }

  private static Panel unreadable() {
    return tile(
        "Monitors without readings",
        "How many monitors could not be read: none of their alerts can fire.",
        "count(min by (model, collector) ("
            + newest(ExporterMetrics.SUCCESS)
            + ") == 0) or vector(0)",
        NONE_IS_GOOD);
  }

  private static Panel tile(
      String title, String description, String expression, Optional<Limit> limit) {
    Query query = new Query(expression, "count", List.of(), "short", Query.Role.VALUES);
    return new Panel(title, description, Kind.NUMBER, List.of(query), limit, List.of());
  }

  private static Panel table() {
    return new Panel(
            "Model by model",
            "One row for each model, those with the most firing alerts first; the name leads to the model's"
                + " dashboard. An empty cell is a reading that the model does not have. Traffic is that of"
                + " the version with most in the window with least; values are missing in the worst feature"
                + " and window.",
            Kind.TABLE,
            List.of(
                new Query(
                    linked(firingOrNone()),
                    "Firing alerts",
                    List.of("model", LINK),
                    "short",
                    Query.Role.LINK),
                column("Silence", Volume.SILENCE),
                new Query(
                    "min by (model) (max by (model, window) (" + newest(Volume.TRAFFIC) + "))",
                    "Traffic against the reference",
                    List.of("model"),
                    PanelQueries.unit(Volume.TRAFFIC),
                    Query.Role.VALUES),
                column("Missing values", FeatureInvariants.MISSING_RATIO),
                column("Drifted features", FeatureDrift.DRIFTED),
                column("Age", Staleness.AGE),
                new Query(
                    "sum by (model) (1 - min by (model, collector) ("
                        + newest(ExporterMetrics.SUCCESS)
                        + "))",
                    "Monitors without readings",
                    List.of("model"),
                    "short",
                    Query.Role.VALUES)),
            NONE_IS_GOOD,
            List.of())
        .leading(TO_THE_MODEL);
  }

  /** A model that nobody reports any more has its row as long as the alert on it fires. */
  private static String firingOrNone() {
    return "count by (model) ("
        + AlertSeries.ofChosenModels().firing()
        + ") or 0 * max by (model) ("
        + newest(Identity.MODEL)
        + ")";
  }

  /** With the way to the model's dashboard; where that has no plain address, to a search for it. */
  private static String linked(String expression) {
    return linked(
        linked(expression, ".+", "dashboards?query=$0&"),
        BoardUid.PLAIN,
        "d/" + BoardUid.PREFIX + "$0?");
  }

  /** A label that is there already gives way. */
  private static String linked(String expression, String names, String way) {
    return "label_replace(%s, \"%s\", \"%s\", \"model\", \"%s\")"
        .formatted(expression, LINK, way, names);
  }

  private static Query column(String name, MetricDefinition metric) {
    return new Query(
        "max by (model) (" + newest(metric) + ")",
        name,
        List.of("model"),
        PanelQueries.unit(metric),
        Query.Role.VALUES);
  }

  private static Panel firingByModel() {
    return new Panel(
        "Firing alerts by model",
        "What has been wrong where, and when: several models at once point at what they share.",
        Kind.TREND,
        List.of(
            new Query(
                "count by (model, alertname) (" + ALERTS.firing() + ")",
                "",
                List.of("model", "alertname"),
                "short",
                Query.Role.VALUES)),
        Optional.empty(),
        List.of());
  }
}
