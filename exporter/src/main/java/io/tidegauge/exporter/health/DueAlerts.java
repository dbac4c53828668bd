package io.tidegauge.exporter.health;

import io.tidegauge.alert.AlertEvaluator;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.spec.ModelSpec;
import java.util.List;

/**
 * Which of a model's alerts are due by the readings of one scrape: what the alert rules find, but
 * at once and not only after a while.
 */
final class DueAlerts {
  private DueAlerts() {}

  /** What the alerts find that are on. */
  static List<Finding> findings(Observation observation, ReadingTable table) {
    ModelSpec spec = observation.spec();
    List<AlertDefinition> alerts =
        Monitor.enabledAlerts(spec).stream().filter(DueAlerts::isOfReadings).toList();
    return new AlertEvaluator(spec.name(), alerts, observation::window)
        .due(table).stream().filter(due -> !due.lingering()).map(Finding::of).toList();
  }

  /** That a monitor has no reading at all is told by its failure. */
  private static boolean isOfReadings(AlertDefinition alert) {
    return alert.condition() instanceof Condition.Past past && past.unless().isEmpty();
  }
}
