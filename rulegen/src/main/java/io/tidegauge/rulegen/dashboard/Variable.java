package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.promql.Selector;
import java.util.List;

/**
 * What people choose by on top of a dashboard. Only what differs from Grafana's defaults is said.
 */
final class Variable {
  private static final int ON_TIME_CHANGE = 2;
  private static final int ON_LOAD = 1;
  private static final int ALPHABETICAL = 1;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private Variable(String name, String label, String type) {
    json.put("name", name).put("label", label).put("type", type);
    json.putArray("options");
  }

  /** The Prometheus that is asked. */
  static Variable datasource() {
    Variable variable = new Variable("datasource", "Data source", "datasource");
    variable.json.put("query", "prometheus").put("refresh", ON_LOAD).put("regex", "");
    variable.chosen("default");
    return variable;
  }

  /**
   * The values of a label, all of them at first.
   *
   * @param all the regular expression that stands for all
   */
  static Variable all(String label, Selector selector, String all) {
    Variable variable = labelValues(label, selector);
    variable.json.put("allValue", all).put("includeAll", true).put("multi", true);
    ObjectNode current = variable.json.putObject("current").put("selected", true);
    current.putArray("text").add("All");
    current.putArray("value").add("$__all");
    return variable;
  }

  /** One value of a label. */
  static Variable one(String label, Selector selector, String chosen) {
    Variable variable = labelValues(label, selector);
    variable.chosen(chosen);
    return variable;
  }

  /** One of these values. */
  static Variable of(String name, List<String> values, String chosen) {
    Variable variable = new Variable(name, title(name), "custom");
    variable.json.put("query", String.join(",", values));
    variable.chosen(chosen);
    return variable;
  }

  private static Variable labelValues(String label, Selector selector) {
    if (!selector.metric().labels().contains(label) && !Selector.TARGET.contains(label)) {
      throw new IllegalArgumentException(selector.metric().name() + " has no label " + label);
    }
    Variable variable = new Variable(label, title(label), "query");
    String query = "label_values(" + selector + ", " + label + ")";
    variable.json.set("datasource", Board.datasource());
    variable
        .json
        .put("definition", query)
        .put("query", query)
        .put("refresh", ON_TIME_CHANGE)
        .put("regex", "")
        .put("sort", ALPHABETICAL);
    return variable;
  }

  private void chosen(String value) {
    json.putObject("current").put("selected", true).put("text", value).put("value", value);
  }

  static String title(String name) {
    String words = name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  void addTo(ArrayNode list) {
    list.add(json);
  }
}
