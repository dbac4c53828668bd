package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as a Prometheus rule.
 *
 * @param clauses the parts of its condition; none where it waits for a series to be absent
 * @param labels those that the rule adds to its readings'
 */
public record AlertRule(
    AlertDefinition definition,
    List<Clause> clauses,
    String expression,
    SortedMap<String, String> labels,
    Description description) {

  public AlertRule {
    clauses = List.copyOf(clauses);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * The rules of the alerts of a model that are on and can fire.
   *
   * @param rowsPerSecond the least traffic of a reference, where it is known
   */
  public static List<AlertRule> of(ModelSpec spec, Optional<Double> rowsPerSecond) {
    return Monitor.ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .flatMap(monitor -> monitor.alerts(spec).stream())
        .filter(alert -> alert.settings().enabled())
        .flatMap(alert -> of(spec, alert, rowsPerSecond).stream())
        .toList();
  }

  /** The rules of the exporter's own alerts. */
  public static List<AlertRule> ofExporter() {
    return ExporterMetrics.ALERTS.stream().map(AlertRule::ofExporter).toList();
  }

  private static Optional<AlertRule> of(
      ModelSpec spec, AlertDefinition alert, Optional<Double> rowsPerSecond) {
    AlertExpression expression =
        new AlertExpression(Optional.of(spec.name()), alert.settings().minRows());
    SortedMap<String, String> labels = labels(alert.settings());
    spec.owner().ifPresent(owner -> labels.put("owner", owner));
    if (!spec.consumers().isEmpty()) {
      labels.put("consumers", String.join(", ", spec.consumers()));
    }
    Description description = Description.of(alert);
    if (alert.condition() instanceof Condition.Past past) {
      List<Clause> clauses = Clause.of(spec, alert, past, rowsPerSecond);
      return clauses.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new AlertRule(alert, clauses, expression.of(past, clauses), labels, description));
    }
    String text = expression.of((Condition.Absent) alert.condition());
    return Optional.of(new AlertRule(alert, List.of(), text, labels, description));
  }

  private static AlertRule ofExporter(AlertDefinition alert) {
    Condition.Past past = (Condition.Past) alert.condition();
    List<Clause> clauses = List.of(Clause.of(past.limits().usual()));
    String text = new AlertExpression(Optional.empty(), 0).of(past, clauses);
    return new AlertRule(alert, clauses, text, labels(alert.settings()), Description.of(alert));
  }

  private static SortedMap<String, String> labels(Alert settings) {
    return new TreeMap<>(Map.of("severity", settings.severity().name().toLowerCase(Locale.ROOT)));
  }
}
