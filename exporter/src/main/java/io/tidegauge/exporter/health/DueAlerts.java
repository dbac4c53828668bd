package io.tidegauge.exporter.health;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Which of a model's alerts are due by the readings of one scrape: what the alert rules find, but
 * at once and not only after a while.
 */
final class DueAlerts {
  private final Observation observation;
  private final ReadingTable table;

  DueAlerts(Observation observation, ReadingTable table) {
    this.observation = observation;
    this.table = table;
  }

  /** What the alerts find that are on; that there is no reading at all is not for them to say. */
  List<Finding> findings() {
    ModelSpec spec = observation.spec();
    List<Finding> found = new ArrayList<>();
    Monitor.ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .flatMap(monitor -> monitor.alerts(spec).stream())
        .filter(alert -> alert.settings().enabled())
        .forEach(
            alert -> {
              if (alert.condition() instanceof Condition.Past past && past.unless().isEmpty()) {
                find(alert, past, found);
              }
            });
    return found;
  }

  private void find(AlertDefinition alert, Condition.Past past, List<Finding> found) {
    values(past, alert.settings())
        .forEach(
            (labels, value) -> {
              double limit = past.limits().of(labels.getOrDefault("feature", ""));
              OptionalDouble noise = noise(past, labels);
              if (past.isPast(value, limit)
                  && (past.noise().isEmpty() || value > noise.orElse(Double.NaN))
                  && hasEnoughRows(alert, past, labels)) {
                found.add(new Finding(alert, labels, value, limit, noise));
              }
            });
  }

  /** The values that are judged, by the labels that tell them apart. */
  private Map<Map<String, String>, Double> values(Condition.Past past, Alert settings) {
    Map<Map<String, String>, Double> values = new LinkedHashMap<>();
    for (Reading reading : table.of(past.reading())) {
      Map<String, String> labels = new TreeMap<>(reading.byLabel());
      if (isHeld(past, labels) && isInWindow(settings, labels)) {
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

  private boolean isInWindow(Alert settings, Map<String, String> labels) {
    String window = Windows.label(observation.window(settings));
    return labels.getOrDefault("window", window).equals(window);
  }

  private OptionalDouble noise(Condition.Past past, Map<String, String> labels) {
    return past.noise().map(noise -> table.value(noise, labels)).orElse(OptionalDouble.empty());
  }

  private boolean hasEnoughRows(
      AlertDefinition alert, Condition.Past past, Map<String, String> labels) {
    return past.rows().isEmpty()
        || table.value(past.rows().get(), labels).orElse(Double.NaN) >= alert.settings().minRows();
  }
}
