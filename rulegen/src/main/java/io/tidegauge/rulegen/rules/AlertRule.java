package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as a Prometheus rule.
 *
 * @param clauses the parts of its condition; none where it waits for a series to be absent
 * @param labels those that the rule adds to its readings'
 * @param links annotations that lead to more, by name
 */
public record AlertRule(
    AlertDefinition definition,
    List<Clause> clauses,
    String expression,
    SortedMap<String, String> labels,
    Description description,
    SortedMap<String, String> links)
    implements AlertingRule {
  /** The names of all alerts on readings, as a regular expression: none is the watchdog's. */
  public static final String NAMES = "ML(Model|Exporter).+";

  private static final SortedMap<String, String> NOWHERE = Collections.emptySortedMap();

  public AlertRule {
    clauses = List.copyOf(clauses);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public Duration pending() {
    return definition.settings().pending();
  }

  @Override
  public Duration keepFiringFor() {
    return definition.settings().keepFiringFor();
  }

  @Override
  public Map<String, String> annotations() {
    return Annotations.of(definition.summary(), description.template(), links);
  }

  /** The annotations of an alert on a reading with these labels. */
  public Map<String, String> annotations(Map<String, String> reading, double value) {
    return Annotations.of(definition.summary(), description.rendered(reading, value), links);
  }

  /** With annotations that lead to more. */
  public AlertRule linkedTo(SortedMap<String, String> more) {
    return new AlertRule(definition, clauses, expression, labels, description, more);
  }

  @Override
  public Severity severity() {
    return definition.settings().severity();
  }

  @Override
  public List<String> seriesLabels() {
    return definition.condition().labels();
  }

  /**
   * The rules of the alerts of a model that are on and can fire.
   *
   * @param rowsPerSecond the least traffic of a reference, where it is known
   */
  public static List<AlertRule> of(ModelSpec spec, Optional<Double> rowsPerSecond) {
    return Monitor.enabledAlerts(spec).stream()
        .flatMap(alert -> of(spec, alert, rowsPerSecond).stream())
        .toList();
  }

  /** The rules of the exporter's own alerts. */
  public static List<AlertRule> ofExporter() {
    return ExporterMetrics.ALERTS.stream().map(AlertRule::ofExporter).toList();
  }

  private static Optional<AlertRule> of(
      ModelSpec spec, AlertDefinition alert, Optional<Double> rowsPerSecond) {
    AlertExpression expression = new AlertExpression(Optional.of(spec.name()), alert);
    SortedMap<String, String> labels = labels(alert.settings());
    labels.putAll(AlertLimits.carried(spec, alert.settings()));
    Description description = Description.of(alert);
    if (alert.condition() instanceof Condition.Past past) {
      List<Clause> clauses = Clause.of(spec, alert, past, past.limits(), rowsPerSecond);
      List<Clause> lingering =
          alert.until().stream()
              .flatMap(until -> Clause.of(spec, alert, past, until, rowsPerSecond).stream())
              .toList();
      return clauses.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new AlertRule(
                  alert,
                  clauses,
                  expression.of(past, clauses, lingering),
                  labels,
                  description,
                  NOWHERE));
    }
    String text = expression.of((Condition.Absent) alert.condition());
    return Optional.of(new AlertRule(alert, List.of(), text, labels, description, NOWHERE));
  }

  private static AlertRule ofExporter(AlertDefinition alert) {
    Condition.Past past = (Condition.Past) alert.condition();
    List<Clause> clauses = List.of(Clause.of(past.limits().usual()));
    String text = new AlertExpression(Optional.empty(), alert).of(past, clauses, List.of());
    return new AlertRule(
        alert, clauses, text, labels(alert.settings()), Description.of(alert), NOWHERE);
  }

  private static SortedMap<String, String> labels(Alert settings) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("severity", settings.severity().label());
    return labels;
  }
}
