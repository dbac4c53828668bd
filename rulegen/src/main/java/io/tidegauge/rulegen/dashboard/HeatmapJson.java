package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import java.math.BigDecimal;

/** A heatmap's own part: Grafana's status history, colored by how near its limit a value is. */
final class HeatmapJson {
  private static final String NEARLY = "yellow";
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** As many as can be told apart: Grafana draws nothing where there are too many. */
  private static final int MOST_COLUMNS = 100;

  private HeatmapJson() {}

  static void fill(Panel panel, ObjectNode json, ObjectNode defaults, ObjectNode options) {
    json.put("type", "status-history").put("maxDataPoints", MOST_COLUMNS);
    defaults.putObject("color").put("mode", "thresholds");
    ObjectNode custom = defaults.putObject("custom").put("fillOpacity", 70).put("lineWidth", 0);
    PanelJson.hideNothing(custom);
    PanelJson.thresholds(
        defaults, panel.limit(), panel.limit().isPresent() ? PanelJson.GOOD : PanelJson.NEUTRAL);
    panel
        .limit()
        .ifPresent(limit -> putNearly((ArrayNode) defaults.at("/thresholds/steps"), limit));
    options.put("colWidth", 0.9).put("rowHeight", 0.9).put("showValue", "never");
    PanelJson.legend(options, false);
    options.putObject("tooltip").put("mode", "single").put("sort", "none");
  }

  /** From half of a limit on; of one that is below, down from twice of it. */
  private static void putNearly(ArrayNode steps, Limit limit) {
    BigDecimal value = PanelJson.decimal(limit.value());
    if (limit.side() == Side.BELOW) {
      ((ObjectNode) steps.get(1)).put("color", NEARLY);
      steps.addObject().put("color", PanelJson.GOOD).put("value", value.multiply(TWO));
    } else {
      steps.insert(1, Board.object().put("color", NEARLY).put("value", value.divide(TWO)));
    }
  }
}
