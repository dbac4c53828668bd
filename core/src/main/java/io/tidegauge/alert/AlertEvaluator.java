package io.tidegauge.alert;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Zero;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Judges readings by the conditions of alerts: what the expressions of the alert rules find, which
 * are made of the same conditions.
 *
 * @param model the value of the label {@code model}
 * @param alerts those that are judged
 * @param window in which window an alert looks
 */
public record AlertEvaluator(
    String model, List<AlertDefinition> alerts, Function<Alert, Duration> window) {
  public AlertEvaluator {
    alerts = List.copyOf(alerts);
  }

  /**
   * The alerts that are due by the model's readings, in the order of their definitions, and those
   * that would be if they fired already.
   */
  public List<DueAlert> due(ReadingTable table) {
    List<DueAlert> due = new ArrayList<>();
    for (AlertDefinition alert : alerts) {
      if (alert.condition() instanceof Condition.Past past) {
        List<DueAlert> found = new ArrayList<>();
        addPast(alert, past, table, found);
        alert
            .until()
            .ifPresent(until -> addLingering(alert, past.noisy().within(until), table, found));
        due.addAll(found);
      } else if (table.of(alert.condition().reading()).isEmpty()) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("model", model);
        due.add(new DueAlert(alert, labels, 1, 0, OptionalDouble.empty(), false));
      }
    }
    return due;
  }

  private void addPast(
      AlertDefinition alert, Condition.Past past, ReadingTable table, List<DueAlert> due) {
    if (past.unless().filter(zero -> isZero(zero, table)).isPresent()) {
      return;
    }
    judge(alert, past, table).stream()
        .filter(Judgement::isDue)
        .map(
            judged ->
                new DueAlert(
                    alert,
                    judged.labels(),
                    judged.value(),
                    judged.limit(),
                    past.noise().isPresent() ? judged.noise() : OptionalDouble.empty(),
                    false))
        .forEach(due::add);
  }

  /**
   * Every reading that an alert judges, and how it stands to its limit; none for an alert of what
   * is absent.
   */
  public List<Judgement> judge(AlertDefinition alert, ReadingTable table) {
    return alert.condition() instanceof Condition.Past past ? judge(alert, past, table) : List.of();
  }

  private List<Judgement> judge(AlertDefinition alert, Condition.Past past, ReadingTable table) {
    List<Judgement> judged = new ArrayList<>();
    values(past, alert.settings(), table)
        .forEach((labels, value) -> judged.add(judge(alert, past, labels, value, table)));
    return judged;
  }

  private static Judgement judge(
      AlertDefinition alert,
      Condition.Past past,
      SortedMap<String, String> labels,
      double value,
      ReadingTable table) {
    double limit = past.limits().of(labels.getOrDefault("feature", ""));
    OptionalDouble noise = value(past.noise(), labels, table);
    OptionalDouble rows = value(past.rows(), labels, table);
    return new Judgement(
        labels,
        value,
        limit,
        noise,
        rows,
        limit != Limits.NEVER && past.isPast(value, limit),
        past.noise().isEmpty() || value > noise.orElse(Double.NaN),
        past.rows().isEmpty() || rows.orElse(Double.NaN) >= alert.settings().minRows());
  }

  private static OptionalDouble value(
      Optional<MetricDefinition> metric, Map<String, String> labels, ReadingTable table) {
    return metric.map(known -> table.value(known, labels)).orElse(OptionalDouble.empty());
  }

  /** What fires goes on until it is within other limits, be it more than noise or not. */
  private void addLingering(
      AlertDefinition alert, Condition.Past until, ReadingTable table, List<DueAlert> found) {
    Set<SortedMap<String, String>> there = new HashSet<>();
    found.forEach(one -> there.add(one.labels()));
    List<DueAlert> lingering = new ArrayList<>();
    addPast(alert, until, table, lingering);
    lingering.stream()
        .filter(one -> !there.contains(one.labels()))
        .map(DueAlert::ifItFires)
        .forEach(found::add);
  }

  private static boolean isZero(Zero zero, ReadingTable table) {
    return table.of(zero.metric()).stream()
        .filter(reading -> zero.value().equals(reading.byLabel().get(zero.label())))
        .anyMatch(reading -> reading.value() == 0);
  }

  /** The values that are judged, by the labels that tell them apart. */
  private Map<SortedMap<String, String>, Double> values(
      Condition.Past past, Alert settings, ReadingTable table) {
    Map<SortedMap<String, String>, Double> values = new LinkedHashMap<>();
    String inWindow = Windows.label(window.apply(settings));
    for (Reading reading : table.of(past.reading())) {
      SortedMap<String, String> labels = new TreeMap<>(reading.byLabel());
      if (isHeld(past, labels) && labels.getOrDefault("window", inWindow).equals(inWindow)) {
        labels.keySet().retainAll(past.labels());
        values.merge(labels, reading.value(), Double::sum);
      }
    }
    return values;
  }

  private static boolean isHeld(Condition.Past past, Map<String, String> labels) {
    return past.where().entrySet().stream()
        .allMatch(held -> held.getValue().contains(labels.getOrDefault(held.getKey(), "")));
  }
}
