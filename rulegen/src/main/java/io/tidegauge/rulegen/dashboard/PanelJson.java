package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.rulegen.dashboard.Grid.Place;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Panel.State;
import io.tidegauge.rulegen.dashboard.Query.Role;
import io.tidegauge.rulegen.promql.Selector;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A panel as Grafana has it, with all that it would add itself and nothing that it would drop. */
final class PanelJson {
  /** The version whose form this is: any newer Grafana translates it when it shows the panel. */
  private static final String PLUGIN_VERSION = "11.6.0";

  static final String GOOD = "green";
  private static final String BAD = "red";
  static final String NEUTRAL = "text";

  /** So that a limit that nothing has come near to can be seen, and that it is not the edge. */
  private static final BigDecimal ABOVE_THE_LIMIT = new BigDecimal("1.25");

  private PanelJson() {}

  static ObjectNode of(Panel panel, int id, Place place) {
    ObjectNode json =
        Board.object()
            .put("description", panel.description())
            .put("id", id)
            .put("pluginVersion", PLUGIN_VERSION)
            .put("title", panel.title());
    json.set("datasource", Board.datasource());
    json.set("gridPos", place.json());
    targets(panel, json.putArray("targets"));
    ObjectNode field = json.putObject("fieldConfig");
    ObjectNode defaults = field.putObject("defaults");
    defaults.put("unit", panel.queries().get(0).unit());
    ArrayNode overrides = field.putArray("overrides");
    ObjectNode options = json.putObject("options");
    switch (panel.kind()) {
      case TREND -> trend(panel, json, defaults, overrides, options);
      case NUMBER -> number(panel, json, defaults, options);
      case STATES -> states(panel, json, defaults, options);
      case HEATMAP -> HeatmapJson.fill(panel, json, defaults, options);
      case TABLE -> TableJson.fill(panel, json, defaults, overrides, options);
    }
    return json;
  }

  private static void targets(Panel panel, ArrayNode targets) {
    boolean instant = panel.kind() == Kind.TABLE || panel.kind() == Kind.NUMBER;
    for (int i = 0; i < panel.queries().size(); i++) {
      Query query = panel.queries().get(i);
      ObjectNode target = targets.addObject();
      target.set("datasource", Board.datasource());
      target
          .put("editorMode", "code")
          .put("expr", query.expression())
          .put("instant", instant)
          .put("range", !instant)
          .put("refId", refId(i));
      if (panel.kind() == Kind.TABLE) {
        target.put("format", "table");
      } else {
        target.put("legendFormat", query.legend());
      }
    }
  }

  /** Grafana's names of queries: A, B, C. */
  static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }

  private static void trend(
      Panel panel, ObjectNode json, ObjectNode defaults, ArrayNode overrides, ObjectNode options) {
    json.put("type", "timeseries");
    defaults.putObject("color").put("mode", "palette-classic");
    // A gap stays a gap: what could not be read is not made up.
    ObjectNode custom = defaults.putObject("custom");
    // From 0, so that ripples do not look like waves; a bias or a difference goes below it.
    custom
        .put("axisSoftMin", 0)
        .put("drawStyle", "line")
        .put("fillOpacity", 0)
        .put("lineInterpolation", "linear")
        .put("lineWidth", 1)
        .put("showPoints", "auto")
        .put("spanNulls", false);
    custom.putObject("thresholdsStyle").put("mode", panel.limit().isPresent() ? "line" : "off");
    panel
        .limit()
        .map(limit -> decimal(limit.value()).multiply(ABOVE_THE_LIMIT))
        .filter(top -> top.signum() > 0)
        .ifPresent(top -> custom.put("axisSoftMax", top.stripTrailingZeros()));
    // The line is drawn in the color of what begins at the limit, on whichever side the alert is.
    thresholds(defaults, panel.limit().map(limit -> new Limit(limit.value(), Side.ABOVE)), GOOD);
    for (int i = 0; i < panel.queries().size(); i++) {
      if (List.of(Role.NOISE, Role.BOUND).contains(panel.queries().get(i).role())) {
        dashed(overrides, refId(i));
      }
    }
    legend(options, true);
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
  }

  private static void dashed(ArrayNode overrides, String refId) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byFrameRefID").put("options", refId);
    ArrayNode properties = override.putArray("properties");
    ObjectNode style = properties.addObject().put("id", "custom.lineStyle").putObject("value");
    style.put("fill", "dash").putArray("dash").add(6).add(4);
  }

  private static void number(
      Panel panel, ObjectNode json, ObjectNode defaults, ObjectNode options) {
    json.put("type", "stat");
    defaults.putObject("color").put("mode", "thresholds");
    thresholds(defaults, panel.limit(), panel.limit().isPresent() ? GOOD : NEUTRAL);
    options
        .put("colorMode", "value")
        .put("graphMode", "none")
        .put("justifyMode", "auto")
        .put("orientation", "auto")
        .put("percentChangeColorMode", "standard")
        .put("showPercentChange", false)
        .put("textMode", "auto")
        .put("wideLayout", true);
    ObjectNode reduce = options.putObject("reduceOptions").put("fields", "").put("values", false);
    reduce.putArray("calcs").add("lastNotNull");
  }

  private static void states(
      Panel panel, ObjectNode json, ObjectNode defaults, ObjectNode options) {
    json.put("type", "state-timeline");
    defaults.putObject("color").put("mode", "thresholds");
    ObjectNode custom = defaults.putObject("custom");
    custom
        .put("fillOpacity", 70)
        .put("insertNulls", false)
        .put("lineWidth", 0)
        .put("spanNulls", false);
    hideNothing(custom);
    thresholds(defaults, Optional.empty(), NEUTRAL);
    ObjectNode mapping = defaults.putArray("mappings").addObject().put("type", "value");
    ObjectNode values = mapping.putObject("options");
    List<State> states = panel.states();
    for (int i = 0; i < states.size(); i++) {
      values
          .putObject(String.valueOf(states.get(i).value()))
          .put("color", states.get(i).color())
          .put("index", i)
          .put("text", states.get(i).text());
    }
    options
        .put("alignValue", "left")
        .put("mergeValues", true)
        .put("rowHeight", 0.9)
        .put("showValue", "never");
    legend(options, false);
    options.putObject("tooltip").put("mode", "single").put("sort", "none");
  }

  static void hideNothing(ObjectNode custom) {
    custom.putObject("hideFrom").put("legend", false).put("tooltip", false).put("viz", false);
  }

  static void legend(ObjectNode options, boolean newest) {
    ObjectNode legend =
        options
            .putObject("legend")
            .put("displayMode", "list")
            .put("placement", "bottom")
            .put("showLegend", true);
    ArrayNode calcs = legend.putArray("calcs");
    if (newest) {
      calcs.add("lastNotNull");
    }
  }

  /** Steps of color. The lowest has no value: Grafana's schema asks for null. */
  static void thresholds(ObjectNode to, Optional<Limit> limit, String usual) {
    ObjectNode thresholds = to.putObject("thresholds").put("mode", "absolute");
    ArrayNode steps = thresholds.putArray("steps");
    boolean below = limit.filter(found -> found.side() == Side.BELOW).isPresent();
    steps.addObject().put("color", below ? BAD : usual).putNull("value");
    limit.ifPresent(
        found ->
            steps
                .addObject()
                .put("color", below ? usual : BAD)
                .put("value", decimal(found.value())));
  }

  static BigDecimal decimal(double value) {
    return new BigDecimal(Selector.number(value));
  }
}
