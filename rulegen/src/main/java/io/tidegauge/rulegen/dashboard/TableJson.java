package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.dashboard.Panel.ColumnLink;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Query.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A table's own part: the answers of its queries in one row for each set of labels. */
final class TableJson {
  private TableJson() {}

  static void fill(
      Panel panel, ObjectNode json, ObjectNode defaults, ArrayNode overrides, ObjectNode options) {
    json.put("type", "table");
    columnStyle(defaults.putObject("custom"));
    defaults.putObject("color").put("mode", "thresholds");
    PanelJson.thresholds(defaults, Optional.empty(), "text");
    Map<String, String> columns = columns(panel);
    transformations(panel, columns, json.putArray("transformations"));
    overrides(panel, overrides);
    options.put("cellHeight", "sm").put("frameIndex", 0).put("showHeader", true);
    values(panel).map(Query::name).findFirst().ifPresent(name -> sortBy(options, name));
  }

  private static void columnStyle(ObjectNode custom) {
    custom.put("align", "auto").put("inspect", false);
    custom.put("filterable", true);
  }

  private static Stream<Query> values(Panel panel) {
    return panel.queries().stream().filter(query -> query.role() != Role.LABELS);
  }

  private static void sortBy(ObjectNode options, String name) {
    options.putArray("sortBy").addObject().put("desc", true).put("displayName", name);
  }

  /** The columns' names in the answers and in the table, in the table's order. */
  private static Map<String, String> columns(Panel panel) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Query query : panel.queries()) {
      query.labels().forEach(label -> columns.put(label, Variable.title(label)));
    }
    List<Query> queries = panel.queries();
    for (int i = 0; i < queries.size(); i++) {
      if (queries.get(i).role() != Role.LABELS) {
        columns.put(value(queries, i), queries.get(i).name());
      }
    }
    return columns;
  }

  private static String value(List<Query> queries, int index) {
    return queries.size() == 1 ? "Value" : "Value #" + PanelJson.refId(index);
  }

  /** A row that only some of the queries answer stays a row. */
  private static void transformations(
      Panel panel, Map<String, String> columns, ArrayNode transformations) {
    List<Query> queries = panel.queries();
    if (queries.size() > 1) {
      transformations.addObject().put("id", "merge").putObject("options");
    }
    ObjectNode organize = transformations.addObject().put("id", "organize").putObject("options");
    ObjectNode excluded = organize.putObject("excludeByName").put("Time", true);
    for (int i = 0; i < queries.size(); i++) {
      if (queries.get(i).role() == Role.LABELS) {
        excluded.put(value(queries, i), true);
      }
    }
    ObjectNode order = organize.putObject("indexByName");
    ObjectNode names = organize.putObject("renameByName");
    columns.forEach(
        (column, name) -> {
          order.put(column, order.size());
          names.put(column, name);
        });
  }

  private static void overrides(Panel panel, ArrayNode overrides) {
    values(panel)
        .forEach(
            query -> {
              ArrayNode properties = override(overrides, query.name());
              properties.addObject().put("id", "unit").put("value", query.unit());
              panel
                  .limit()
                  .filter(limit -> query.equals(panel.queries().get(0)))
                  .ifPresent(limit -> color(properties, limit));
            });
    if (panel.queries().get(0).role() == Role.LINK) {
      override(overrides, Variable.title(FleetBoard.LINK))
          .addObject()
          .put("id", "custom.hidden")
          .put("value", true);
    }
    panel.links().forEach(link -> link(overrides, link));
  }

  private static void color(ArrayNode properties, Limit limit) {
    ObjectNode style = properties.addObject().put("id", "custom.cellOptions");
    style.putObject("value").put("type", "color-text");
    ObjectNode colored = Board.object();
    PanelJson.thresholds(colored, Optional.of(limit), "text");
    properties.addObject().put("id", "thresholds").set("value", colored.get("thresholds"));
  }

  private static ArrayNode override(ArrayNode overrides, String column) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", column);
    return override.putArray("properties");
  }

  private static void link(ArrayNode overrides, ColumnLink link) {
    ObjectNode property = override(overrides, Variable.title(link.label())).addObject();
    property
        .put("id", "links")
        .putArray("value")
        .addObject()
        .put("targetBlank", false)
        .put("title", link.title())
        .put("url", link.url());
  }
}
