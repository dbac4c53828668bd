package io.tidegauge.rulegen.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.Alert;
import java.time.Duration;
import java.util.List;

/**
 * A file of Prometheus rules. Only fields that Prometheus 2.42, vmalert, Thanos and Mimir all know
 * are written.
 */
public final class RuleFile {
  private RuleFile() {}

  /**
   * The text of a file with one group.
   *
   * @param header the comment on top
   */
  public static String text(String header, String group, List<AlertRule> rules) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode only = file.putArray("groups").addObject().put("name", group);
    rules.forEach(rule -> write(rule, only.withArray("rules").addObject()));
    return header + YamlText.of(file);
  }

  private static void write(AlertRule rule, ObjectNode node) {
    Alert settings = rule.definition().settings();
    node.put("alert", rule.definition().name());
    node.put("expr", rule.expression());
    putLength(node, "for", settings.pending());
    putLength(node, "keep_firing_for", settings.keepFiringFor());
    ObjectNode labels = node.putObject("labels");
    rule.labels().forEach((name, value) -> labels.put(name, GoTemplate.of(value)));
    node.putObject("annotations")
        .put("summary", rule.definition().summary())
        .put("description", rule.description().template());
  }

  /** Prometheus' default of 0 is left out, as linters ask. */
  private static void putLength(ObjectNode node, String field, Duration length) {
    if (!length.isZero()) {
      node.put(field, Windows.label(length));
    }
  }
}
