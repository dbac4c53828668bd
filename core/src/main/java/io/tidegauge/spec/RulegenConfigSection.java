package io.tidegauge.spec;

import io.tidegauge.spec.RulegenConfig.Style;
import io.tidegauge.spec.RulegenConfig.Target;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The generator's whole config: its keys, and how they become a {@link RulegenConfig}. */
final class RulegenConfigSection {
  private static final Shape ADDRESS =
      TextShape.of(
          "^https?://[^\\s\"'<>]+[^\\s\"'<>/]$", "an http or https URL without / at its end");

  /** As Kubernetes has them. */
  private static final Regex LABEL = new Regex("^[A-Za-z0-9][A-Za-z0-9_./-]{0,200}$");

  private static final Shape VALUE =
      TextShape.of(
          "^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$", "a label's value in Kubernetes");

  static final ObjectShape SHAPE =
      ObjectShape.of(
          Field.withDefault(
              "style",
              Words.choice("style", Style.values()),
              "model",
              "model: rules for each model; generic: one set for all of them, whose limits the"
                  + " exporter publishes (alert_limits in its config)"),
          Field.withDefault(
              "targets",
              ListShape.unique(Words.choice("target", Target.values()), 0, Target.values().length),
              List.of(),
              "for whom rules are written beside Prometheus' own files"),
          Field.withDefault(
              "operator_labels",
              new MapShape(LABEL, "a label's name", VALUE, 0, 20),
              new TreeMap<>(),
              "the labels of PrometheusRule resources, by which the operator selects them"),
          Field.optional(
              "runbooks",
              ADDRESS,
              "where the folder runbooks can be read: the start of each alert's runbook_url"),
          Field.optional(
              "dashboards",
              ADDRESS,
              "where Grafana shows a dashboard by its uid, such as https://grafana.example.com/d:"
                  + " the start of each alert's dashboard_url"),
          Field.optional(
              "exporter",
              ADDRESS,
              "where people reach the exporter's page: each model's dashboard leads to it"),
          Field.optional(
              "routing",
              RoutingSection.SHAPE,
              "who is told: routes, inhibitions and their tests for Alertmanager"));

  private RulegenConfigSection() {}

  static RulegenConfig bind(Cursor cursor) {
    return new RulegenConfig(
        Words.constant(Style.values(), cursor.at("style").text()),
        cursor.at("targets").texts().stream()
            .map(word -> Words.constant(Target.values(), word))
            .toList(),
        labels(cursor.at("operator_labels")),
        cursor.find("runbooks").map(Cursor::text),
        cursor.find("dashboards").map(Cursor::text),
        cursor.find("exporter").map(Cursor::text),
        cursor.find("routing").map(RoutingSection::bind));
  }

  private static SortedMap<String, String> labels(Cursor cursor) {
    SortedMap<String, String> labels = new TreeMap<>();
    cursor.values().forEach(label -> labels.put(label.name(), label.text()));
    return labels;
  }
}
