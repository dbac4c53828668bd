package io.tidegauge.rulegen.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.text.YamlText;
import java.time.Duration;
import java.util.List;

/**
 * A file of Prometheus rules. Only fields that Prometheus 2.42, vmalert, Thanos and Mimir all know
 * are written.
 */
public final class RuleFile {
  private RuleFile() {}

  /** What mixtool's and promruval's linters take. */
  private static final int LARGEST_GROUP = 20;

  /**
   * The text of a file: one group, and more where it would be too large.
   *
   * @param header the comment on top
   */
  public static String text(String header, String group, List<? extends Rule> rules) {
    return header + YamlText.of(tree(group, rules));
  }

  /** As {@link #text}, without the comment. */
  static ObjectNode tree(String group, List<? extends Rule> rules) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode groups = file.putArray("groups");
    for (int first = 0; first < rules.size(); first += LARGEST_GROUP) {
      String name = first == 0 ? group : group + "-" + (1 + first / LARGEST_GROUP);
      ArrayNode written = groups.addObject().put("name", name).putArray("rules");
      rules
          .subList(first, Math.min(rules.size(), first + LARGEST_GROUP))
          .forEach(rule -> write(rule, written.addObject()));
    }
    return file;
  }

  private static void write(Rule rule, ObjectNode node) {
    node.put("alert", rule.name());
    node.put("expr", rule.expression());
    putLength(node, "for", rule.pending());
    putLength(node, "keep_firing_for", rule.keepFiringFor());
    ObjectNode labels = node.putObject("labels");
    rule.labelTemplates().forEach(labels::put);
    ObjectNode annotations = node.putObject("annotations");
    rule.annotations().forEach(annotations::put);
  }

  /** Prometheus' default of 0 is left out, as linters ask. */
  private static void putLength(ObjectNode node, String field, Duration length) {
    if (!length.isZero()) {
      node.put(field, Windows.label(length));
    }
  }
}
