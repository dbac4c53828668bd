package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prometheus's own series of alerts that are pending or fire. They are nobody's target's: rules
 * take replicas together, and an alert on what is absent has no job.
 *
 * @param matchers for each kind of alerts that is meant, what tells it from others
 */
public record AlertSeries(List<String> matchers) {
  /** All of ours; others may have a label {@code model}, too. */
  private static final String OURS = "alertname=~\"" + AlertRule.NAMES + "\"";

  public AlertSeries {
    matchers = List.copyOf(matchers);
  }

  /** Those of a model, and of the database that it logs to. */
  public static AlertSeries of(String model, String database) {
    return new AlertSeries(
        Stream.concat(
                Stream.of(OURS + ", model=" + Selector.quoted(model)),
                ExporterMetrics.ALERTS.stream()
                    .filter(alert -> alert.condition().labels().contains("database"))
                    .map(AlertDefinition::name)
                    .map(
                        name ->
                            "alertname=\"" + name + "\", database=" + Selector.quoted(database)))
            .toList());
  }

  /** Those of the feature that is chosen. */
  static AlertSeries ofChosenFeature(String model) {
    return new AlertSeries(
        List.of(OURS + ", model=" + Selector.quoted(model) + ", feature=\"$feature\""));
  }

  /** All of ours, the exporters' own included. */
  public static AlertSeries all() {
    return new AlertSeries(List.of(OURS));
  }

  /** Those of the models that are chosen. */
  static AlertSeries ofChosenModels() {
    return new AlertSeries(List.of(OURS + ", model!=\"\", model=~\"$model\""));
  }

  /** Those of the models that are chosen; where all are, those of the exporters as well. */
  static AlertSeries ofFleet() {
    return new AlertSeries(List.of(OURS + ", model=~\"$model\""));
  }

  /** 1 of each that fires. */
  public String firing() {
    return series("firing");
  }

  /** 1 while an alert is pending, 2 while it fires. */
  String states(Collection<String> labels) {
    String series =
        Stream.concat(
                matchers.stream().map(matcher -> "2 * " + series("firing", matcher)),
                matchers.stream().map(matcher -> series("pending", matcher)))
            .collect(Collectors.joining(" or "));
    return "max by (" + String.join(", ", labels) + ") (" + series + ")";
  }

  private String series(String state) {
    return matchers.stream()
        .map(matcher -> series(state, matcher))
        .collect(Collectors.joining(" or "));
  }

  private static String series(String state, String matcher) {
    return "ALERTS{alertstate=\"" + state + "\", " + matcher + "}";
  }
}
